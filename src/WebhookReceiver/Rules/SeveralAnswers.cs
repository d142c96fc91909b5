using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules;

/// <summary>
/// <c>answer-all</c>: where parts of a message belong to several rules of one stage that only say a text, all of them are said, in
/// the order of the message. Pure.
/// </summary>
internal static class SeveralAnswers
{
    private const int MostAnswers = 3;
    private const int MostParts = 8;

    /// <summary>The decision for all parts; the same decision if they belong to one rule.</summary>
    public static Decision Of(Decision decision, RuleSet rules, MatchContext context)
    {
        if (
            !rules.AnswersAll
            || context.Message is not { Event: null }
            || rules.FindRule(decision.RuleName ?? "") is not { } winner
            || !OnlySays(winner)
        )
        {
            return decision;
        }

        var names = ImmutableArray.CreateBuilder<string>();
        var texts = new List<string>();
        var asked = context.Message;
        if (IsForMedia(winner, rules, context))
        {
            // The picture is answered; its caption asks the other rules.
            names.Add(winner.Name);
            texts.Add(decision.Reply!.Text!);
            asked = asked with { Kind = MessageKind.Text, MediaUrl = null, Location = null };
        }

        foreach (var part in MessageParts.Of(context.Text, MostParts))
        {
            if (
                texts.Count < MostAnswers
                && Answer(asked with { Text = part }, winner.Stage, rules, context, names) is { } text
            )
            {
                texts.Add(text);
            }
        }

        if (texts.Count < 2 || !names.Contains(winner.Name, StringComparer.Ordinal))
        {
            return decision;
        }

        var all = new Answer(decision.Reply! with { Text = string.Join("\n\n", texts) })
        {
            Changes = decision.Changes,
            Later = decision.Later,
        };
        return Decision.Of(winner.Name, all, context.Message.Channel, rules.Lengths, decision.Faults) with
        {
            External = decision.External,
            Shadows = decision.Shadows,
            Parts = names.ToImmutable(),
        };
    }

    /// <summary>
    /// What a rule says to a question that stands beside an answer: "friday. do you have parking?"; null if there is none.
    /// </summary>
    /// <param name="words">What questions begin with.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="context">The message.</param>
    public static string? ToQuestionBeside(AnswerWords words, RuleSet rules, MatchContext context)
    {
        if (context.Message is not { Event: null })
        {
            return null;
        }

        string[] parts = [.. MessageParts.Of(context.Text, MostParts)];
        var names = ImmutableArray.CreateBuilder<string>();
        for (var at = parts.Length - 1; at >= 0 && parts.Length > 1; at--)
        {
            var text = new FoldedText();
            text.Fold(parts[at]);
            var isLast = at == parts.Length - 1;
            if (!words.IsQuestion(text) && !(isLast && Questions.EndsWithSign(context.Text)))
            {
                continue;
            }

            foreach (var stage in Enum.GetValues<ReplyStage>())
            {
                var asked = context.Message with { Text = parts[at] };
                if (
                    stage is not (ReplyStage.Fallback or ReplyStage.SmallTalk)
                    && Answer(asked, stage, rules, context, names) is { } said
                )
                {
                    return said;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a rule answers a picture or a place, whatever its caption.</summary>
    private static bool IsForMedia(FileRule winner, RuleSet rules, MatchContext whole)
    {
        if (whole.Message.Kind == MessageKind.Text || whole.Text.Tokens.IsEmpty)
        {
            return false;
        }

        using var context = MatchContext.Rent(whole.Message with { Text = "" }, rules.Vocabulary);
        context.Context = whole.Context;
        return winner.Holds(context);
    }

    /// <summary>What the rule of this part says; null if it does more than that, or was said for another part.</summary>
    private static string? Answer(
        IncomingMessage part,
        ReplyStage stage,
        RuleSet rules,
        MatchContext whole,
        ImmutableArray<string>.Builder names
    )
    {
        using var context = MatchContext.Rent(part, rules.Vocabulary);
        context.Context = whole.Context;
        rules.Mark(context);
        try
        {
            if (
                RuleOf(context, stage, rules) is not { } rule
                || !OnlySays(rule)
                || names.Contains(rule.Name, StringComparer.Ordinal)
                || rule.Plan.Make(context.Message, context.CapturedValues()).Text is not { } text
            )
            {
                return null;
            }

            names.Add(rule.Name);
            return text;
        }
        catch (Exception e) when (e is TemplateException or System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            // The other parts are answered all the same.
            return null;
        }
    }

    /// <summary>The first rule of the stage that holds, with words as written, then stripped.</summary>
    private static FileRule? RuleOf(MatchContext context, ReplyStage stage, RuleSet rules)
    {
        do
        {
            for (
                var at = context.NextCandidate(0, rules.Rules.Length);
                at < rules.Rules.Length;
                at = context.NextCandidate(at + 1, rules.Rules.Length)
            )
            {
                if (rules.Rules[at] is FileRule { IsShadow: false } rule && rule.Stage == stage && rule.Holds(context))
                {
                    return rule;
                }
            }
        } while (StartsStripping(context, rules));

        return null;
    }

    private static bool StartsStripping(MatchContext context, RuleSet rules)
    {
        if (!context.HasStripped || context.Strips)
        {
            return false;
        }

        rules.MarkStripped(context);
        context.Strip(true);
        return true;
    }

    /// <summary>Whether the rule has a text and does nothing else.</summary>
    public static bool OnlySays(FileRule rule) =>
        rule.Options is null
        && rule.Stage != ReplyStage.Fallback
        && rule.Plan
            is {
                IsSilence: false,
                Media: null,
                Location: null,
                Channel: null,
                Then.IsEmpty: true,
                Texts.IsEmpty: false
            };
}
