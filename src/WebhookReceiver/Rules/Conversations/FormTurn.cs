using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>Runs a form: asks for missing answers and continues with each. Pure.</summary>
internal static class FormTurn
{
    /// <summary>Asks the first question without a known answer, or finishes.</summary>
    public static Answer? Begin(
        FileRule rule,
        MatchContext context,
        IReadOnlyList<KeyValuePair<string, string>> captures
    )
    {
        var questions = rule.Options!.Form!.Questions;
        var known = captures.ToList();
        var pending = new List<KeyValuePair<string, string>>();
        foreach (var question in questions)
        {
            Know(question, known, pending, context);
        }

        var open = new OpenForm(rule.Name, "", 0, [.. known, .. pending]);
        return Next(rule, context, SaidAtOnce.In(rule.Options.Form, open, captures, context));
    }

    /// <summary>
    /// Takes captured or remembered values that fit like an answer: "order please" is no number. An ambiguous capture
    /// waits for its question.
    /// </summary>
    private static void Know(
        Question question,
        List<KeyValuePair<string, string>> known,
        List<KeyValuePair<string, string>> pending,
        MatchContext context
    )
    {
        var at = known.FindIndex(one => one.Key == question.Name);
        var captured = at < 0 ? null : known[at].Value;
        if (at >= 0)
        {
            known.RemoveAt(at);
        }

        if ((captured ?? context.Message.Contact.GetValueOrDefault(question.Name)) is not { } value)
        {
            return;
        }

        // A time cannot be judged before its day is known.
        var isEarly = question.Expect.On is { } on && !known.Exists(one => one.Key == on);
        var reading = isEarly ? null : question.Expect.ReadKnown(question.Name, value, known, context);
        if (reading is { Kind: AnswerKind.Taken })
        {
            known.AddRange(reading.Values);
        }
        else if (captured is not null)
        {
            pending.Add(new(OpenForm.PendingName(question.Name), value));
        }
    }

    /// <summary>Captures that no question accepts: the text, and its interpretation.</summary>
    public static IEnumerable<(string Name, string Said, AnswerReading Reading)> NotTaken(
        FileRule rule,
        MatchContext context,
        IReadOnlyList<KeyValuePair<string, string>> captures
    )
    {
        var known = captures.ToList();
        foreach (var question in rule.Options?.Form?.Questions ?? [])
        {
            var at = known.FindIndex(one => one.Key == question.Name);
            var captured = at < 0 ? null : known[at].Value;
            if (at >= 0)
            {
                known.RemoveAt(at);
            }

            // What must be judged with an answer that is still to come waits for it.
            var isEarly = question.Expect.On is { } on && !known.Exists(one => one.Key == on);
            if (isEarly || (captured ?? context.Message.Contact.GetValueOrDefault(question.Name)) is not { } said)
            {
                continue;
            }

            var reading = question.Expect.ReadKnown(question.Name, said, known, context);
            if (reading.Kind == AnswerKind.Taken)
            {
                known.AddRange(reading.Values);
            }
            else if (captured is not null)
            {
                yield return (question.Name, said, reading);
            }
        }
    }

    /// <summary>Continues with an answer; <see langword="null"/> if the message is none.</summary>
    public static FormStep Continue(FileRule rule, OpenForm open, MatchContext context)
    {
        var options = rule.Options!;
        var question = options.Form?.Find(open.Question);
        var cancel = Cancelling.UseIn(rule, open, context);
        if (cancel is CommandUse.Given)
        {
            return FormStep.Cancelled;
        }

        if (question is null)
        {
            return FormStep.Broken;
        }

        if (question.Skip?.Holds(context) is true)
        {
            return FormStep.Of(Next(rule, context, open.With(question.Name, "")));
        }

        // "How do I cancel?" is nobody's name, and neither is "How much is it?".
        if (cancel is not CommandUse.None || IsOwnQuestion(rule, question, open, context))
        {
            return FormStep.Misfit;
        }

        if (Correction.Of(options.Form!, open, question, context, isLate: false) is { } correction)
        {
            return FormStep.Of(Correct(rule, correction, question, context));
        }

        var reading = Reading(options.Form!, question, open, context);
        return reading.Kind != AnswerKind.Taken || AsksAbout(options.Form!, question, reading, context)
            ? FormStep.Misfit
            : FormStep.Of(Take(rule, question, reading, open, context));
    }

    /// <summary>
    /// The next question, if a misfit names an answer all the same: "can I have the haircut?", where no rule only says a text.
    /// </summary>
    public static Answer? TakeLate(FileRule rule, OpenForm open, MatchContext context)
    {
        var form = rule.Options!.Form;
        return
            form?.Find(open.Question) is { Expect.IsAskedAbout: true } question
            && Cancelling.UseIn(rule, open, context) is CommandUse.None
            && Reading(form, question, open, context) is { Kind: AnswerKind.Taken } reading
            ? Take(rule, question, reading, open, context)
            : null;
    }

    /// <summary>"How much is the haircut?" asks about an answer, and may take none; "a haircut please?" takes it.</summary>
    private static bool AsksAbout(Form form, Question question, AnswerReading reading, MatchContext context) =>
        question.Expect.IsAskedAbout
        && form.Words.IsQuestion(context.Text)
        && !form.Words.IsAllSaid(context.Text, reading.Words);

    private static Answer? Take(
        FileRule rule,
        Question question,
        AnswerReading reading,
        OpenForm open,
        MatchContext context
    )
    {
        var known = open.Without(question.Name).With(reading.Values);
        return Next(rule, context, AlsoSaid.In(rule.Options!.Form!, known, question, reading, context));
    }

    /// <summary>Whether any text is an answer, but this one is a question of the contact's own.</summary>
    public static bool IsOwnQuestion(FileRule rule, Question question, OpenForm open, MatchContext context) =>
        !question.Expect.TakesQuestions
        && rule.Options!.Form!.Words is var words
        && words.IsQuestion(context.Text)
        && !words.InvitesQuestions(question.Name, question.Text.Render(context.Message, open.Answers) ?? "");

    /// <summary>Continues with what the contact has taken back; a question that comes next says how it is now.</summary>
    private static Answer? Correct(FileRule rule, Correction correction, Question asked, MatchContext context)
    {
        var open = AlsoSaid.In(rule.Options!.Form!, correction.Form, asked, correction.Answer, context);
        var answer = Next(rule, context, open);
        return answer is { Reply.Text: { } text } && answer.Changes.Any(change => change.IsOwn(SystemVariables.Form))
            ? Below(correction.ShownBeside(text), answer)
            : answer;
    }

    /// <summary>
    /// The interpretation of the message. After a question about two readings, it may be the missing part: "8", "in the
    /// evening".
    /// </summary>
    public static AnswerReading Reading(Form form, Question question, OpenForm open, MatchContext context)
    {
        if (question.Expect.Type == AnswerType.Text && IsForName(form, question, open, context))
        {
            return form.Words.Names.Of(context.Text) is { Length: > 0 } name
                ? AnswerReading.Taken([new(question.Name, name)])
                : AnswerReading.NotUnderstood;
        }

        var reading = question.Expect.Read(question.Name, open.Answers, context);
        if (reading.Kind == AnswerKind.NotUnderstood && open.Pending(question.Name) is { } before)
        {
            var both = question.Expect.ReadKnown(
                question.Name,
                $"{before} {context.Message.Text}",
                open.Answers,
                context
            );
            reading = both.Kind == AnswerKind.Taken ? both : reading;
        }

        return reading.Kind != AnswerKind.NotUnderstood ? reading
            : AlsoSaid.Number(form, open, question, context) is { Kind: AnswerKind.Taken } number ? number
            : reading;
    }

    /// <summary>Whether a question for any text asks for a name: what stands around one is none of it.</summary>
    public static bool IsForName(Form form, Question question, OpenForm open, MatchContext context)
    {
        var text = question.Text.Render(context.Message, open.Answers) ?? "";
        return form.Words.Names.IsAskedBy(question.Name, text) && !form.Words.InvitesQuestions(question.Name, text);
    }

    /// <summary>
    /// The question again, after the text for misfits; <see langword="null"/> after too many misfits.
    /// </summary>
    public static Answer? AskAgain(FileRule rule, OpenForm open, MatchContext context)
    {
        var question = rule.Options!.Form?.Find(open.Question);
        var isOther = question is not null && Cancelling.IsOfAnother(rule, question, open, context);
        if (
            question is not null
            && !isOther
            && Correction.Of(rule.Options.Form!, open, question, context, isLate: true) is { } correction
        )
        {
            return Correct(rule, correction, question, context);
        }

        if (TakeLate(rule, open, context) is { } taken)
        {
            return taken;
        }

        if (open.Tries + 1 >= (question?.Tries ?? Form.StandardTries))
        {
            return null;
        }

        open = open with { Tries = open.Tries + 1 };
        if (question is null)
        {
            return Repeat(rule, open, context);
        }

        var reading = isOther ? AnswerReading.NotUnderstood : Reading(rule.Options.Form!, question, open, context);
        open = open.Without(question.Name);
        open = reading.Kind == AnswerKind.Doubtful ? open.WithPending(question.Name, context.Message.Text) : open;
        open = AlsoSaid.In(rule.Options.Form!, open, question, reading, context);
        return Below(Remark(question, reading, open, context), Ask(rule, question, open, context));
    }

    /// <summary>The text for an answer that is not accepted.</summary>
    private static string? Remark(Question question, AnswerReading reading, OpenForm open, MatchContext context)
    {
        if (reading.Kind == AnswerKind.Doubtful)
        {
            // The rule's text cannot name the two readings.
            return question.Expect.AskWhich(reading.Readings, context);
        }

        var isRefused = reading.Kind == AnswerKind.NotPossible && !question.NotPossible.IsEmpty;
        return (isRefused ? question.NotPossible : question.Otherwise).Render(context.Message, open.Answers);
    }

    private static Answer Below(string? remark, Answer question) =>
        string.IsNullOrEmpty(remark)
            ? question
            : question with
            {
                Reply = question.Reply with { Text = $"{remark}\n\n{question.Reply.Text}" },
            };

    /// <summary>The question or menu, unchanged.</summary>
    public static Answer Repeat(FileRule rule, OpenForm open, MatchContext context) =>
        rule.Options!.Form?.Find(open.Question) is { } question
            ? Ask(rule, question, open, context)
            : MenuEvaluator.Show(rule, open, context);

    /// <summary>Keeps the form open for its time, from now on.</summary>
    public static ContactChange Keep(FileRule rule, OpenForm open, MatchContext context) =>
        ContactChange.Own(
            SystemVariables.Form,
            open.ToJson(),
            ContactChange.Later(context.Message.ReceivedAt, rule.Options!.Expires)
        );

    private static Answer? Next(FileRule rule, MatchContext context, OpenForm open)
    {
        foreach (var question in rule.Options!.Form!.Questions)
        {
            if (open.Has(question.Name))
            {
                continue;
            }

            var asked = open with { Question = question.Name, Tries = 0 };
            if (open.Pending(question.Name) is not { } words)
            {
                return Ask(rule, question, asked, context);
            }

            var reading = question.Expect.ReadKnown(question.Name, words, open.Answers, context);
            if (reading.Kind == AnswerKind.Taken)
            {
                open = open.Without(question.Name).With(reading.Values);
                continue;
            }

            asked = reading.Kind == AnswerKind.Doubtful ? asked : asked.Without(question.Name);
            var remark = reading.Kind == AnswerKind.NotUnderstood ? null : Remark(question, reading, asked, context);
            return Below(remark, Ask(rule, question, asked, context));
        }

        return RuleTurn.Finish(rule, rule.Plan, context, open.Answers);
    }

    private static Answer Ask(FileRule rule, Question question, OpenForm open, MatchContext context) =>
        new(
            Reply.Say(
                WithChoices(
                    question.Text.Render(context.Message, open.Answers) ?? "",
                    question.Expect.ChoicesFor(context.Message)
                )
            )
        )
        {
            Changes = [Keep(rule, open, context)],
        };

    private static string WithChoices(string question, ImmutableArray<string> choices) =>
        choices.IsEmpty ? question : $"{question}\n\n{Choosing.Numbered(choices)}";
}

/// <summary>The effect of a message on an open form.</summary>
internal sealed record FormStep(FormStepKind Kind, Answer? Answer)
{
    public static FormStep Misfit { get; } = new(FormStepKind.Misfit, Answer: null);
    public static FormStep Cancelled { get; } = new(FormStepKind.Cancelled, Answer: null);
    public static FormStep Broken { get; } = new(FormStepKind.Broken, Answer: null);

    public static FormStep Of(Answer? answer) => new(FormStepKind.Taken, answer);
}

internal enum FormStepKind
{
    /// <summary>It was an answer.</summary>
    Taken = 0,

    /// <summary>It was none: the rules are asked, then the question is repeated.</summary>
    Misfit = 1,

    /// <summary>The contact cancelled the form.</summary>
    Cancelled = 2,

    /// <summary>The rule no longer has this question.</summary>
    Broken = 3,
}
