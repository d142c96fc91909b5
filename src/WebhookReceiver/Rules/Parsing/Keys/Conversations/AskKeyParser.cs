using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary>
/// <c>ask</c>: questions, one map each. Exactly one key of a question is free: the variable for the answer.
/// </summary>
internal static class AskKeyParser
{
    private const int MostTries = 20;
    private const string Example = "Write: ask: [{ name: What is your name? }]";

    private static readonly MapSpec<QuestionDraft> Spec = new([
        new(
            "expect",
            (draft, node, context) =>
            {
                draft.Expect = ExpectKeyParser.Parse(node, draft.Before, draft.Captures, context);
                context.Days.BeginQuestion(draft.Expect.On);
            }
        ),
        new("tries", (draft, node, context) => draft.Tries = Tries(node, context)),
        new(
            "otherwise",
            (draft, node, context) => draft.Otherwise = LocalTexts.Parse(node, "a text", draft.Captures, context)
        ),
        new(
            "not-possible",
            (draft, node, context) => draft.NotPossible = LocalTexts.Parse(node, "a text", draft.Captures, context)
        ),
        new("skip", (draft, node, context) => draft.Skip = Words(node, CommandKind.Plain, context)),
    ]);

    public static void Parse(RuleDraft rule, Node node, ParseContext context)
    {
        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        var questions = ImmutableArray.CreateBuilder<Question>();
        foreach (var item in items)
        {
            if (item is TextNode { Style: TextStyle.Plain } name && SymbolTable.IsName(name.Value))
            {
                rule.Asked.Add(name.Value);
                context.Problems.Error(
                    item.Place,
                    $"only the name '{name.Value}' stands here: the question itself is missing.",
                    $"Write: {{ {name.Value}: What is your {name.Value}? }}"
                );
                continue;
            }

            if (
                context.Map(item, "a question", Example) is { } map
                && ParseOne(rule, map, questions, context) is { } question
            )
            {
                questions.Add(question);
            }
        }

        if (node is ListNode { Items.IsEmpty: true })
        {
            context.Problems.Error(node.Place, "nothing is asked here.", Example);
        }

        rule.Options = rule.Options with
        {
            Form = new Form(questions.DrainToImmutable(), AnswerWords.For(context.Settings.Languages.Codes)),
        };
    }

    /// <summary>Words that count if they are the whole message, but for courtesy and the like.</summary>
    public static CommandCondition? Words(Node? node, CommandKind kind, ParseContext context)
    {
        if (node is TextNode { Style: TextStyle.Quoted } text && text.Value.Contains(',', StringComparison.Ordinal))
        {
            var words = text.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            context.Problems.Error(
                text.Place,
                $"'{text.Value}' is one text, which nobody writes with its comma.",
                $"Write: [{string.Join(", ", words)}]"
            );
            return null;
        }

        return node is not null && PhraseList.Parse(node, context) is { IsEmpty: false } phrases
            ? new CommandCondition(phrases, kind, CommandWording.For(context.Settings.Languages.Codes, kind))
            : null;
    }

    private static Question? ParseOne(
        RuleDraft rule,
        MapNode map,
        IReadOnlyCollection<Question> before,
        ParseContext context
    )
    {
        MapEntry[] free = [.. map.Entries.Where(entry => !Spec.Knows(entry.Name))];
        if (free is not [var asked])
        {
            ReportFree(map, free, context);
            // Each of them may have been meant: the reply may use them all.
            rule.Asked.UnionWith(free.Select(entry => entry.Name));
            return null;
        }

        if (!IsName(asked, before, context))
        {
            rule.Asked.Add(Mended(asked.Name) ?? asked.Name);
            return null;
        }

        // A question may use earlier answers.
        var draft = new QuestionDraft(before, rule.Captures);
        var settings = map.Entries.Where(entry => entry.Name != asked.Name);
        Spec.Parse(new MapNode(map.Place, [.. settings], map.IsFlow), draft, context);
        rule.Asked.UnionWith(draft.Expect.CaptureNames(asked.Name));
        context.Days.Add(asked.Name, draft.Expect.IsDay);
        var text = LocalTexts.Parse(asked.Value, "a question", draft.Captures, context);
        context.Days.EndQuestion();
        return new Question(
            asked.Name,
            text,
            draft.Expect,
            draft.Tries,
            draft.Otherwise,
            draft.NotPossible,
            draft.Skip
        );
    }

    /// <summary><c>first name</c> as <c>first_name</c>; null if that is no name either.</summary>
    private static string? Mended(string name)
    {
        var mended = string.Join('_', name.Split([' ', '-', '.'], StringSplitOptions.RemoveEmptyEntries));
        return
            mended.Length > 0
            && char.IsAsciiLetter(mended[0])
            && mended.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '_')
            ? mended
            : null;
    }

    private static bool IsName(MapEntry asked, IReadOnlyCollection<Question> before, ParseContext context)
    {
        if (before.Any(question => question.Name == asked.Name))
        {
            context.Problems.Error(
                asked.Key.Place,
                $"'{asked.Name}' is asked twice.",
                "Give one of them another name."
            );
            return false;
        }

        var isVariable =
            asked.Name is [var first, ..]
            && char.IsAsciiLetter(first)
            && asked.Name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
        if (!isVariable)
        {
            context.Problems.Error(
                asked.Key.Place,
                $"'{asked.Name}' cannot be the name of an answer.",
                Mended(asked.Name) is { } mended
                    ? $"Write: {mended}: {(asked.Value as TextNode)?.Value}"
                    : "A name has letters, digits and '_', and begins with a letter; the question stands behind it: name: What is your name?"
            );
        }

        return isVariable;
    }

    private static void ReportFree(MapNode map, MapEntry[] free, ParseContext context)
    {
        if (free.Length == 0)
        {
            context.Problems.Error(
                map.Place,
                "the question itself is missing.",
                "Write the variable and the question: name: What is your name?"
            );
            return;
        }

        var mistyped = Array.FindIndex(free, entry => Suggestion.Nearest(entry.Name, Spec.Names) is not null);
        context.Problems.Error(
            free[mistyped < 0 ? 1 : mistyped].Key.Place,
            $"a question has one variable, but here are {free.Length}: {string.Join(", ", free.Select(entry => entry.Name))}.",
            mistyped < 0
                ? $"Begin each question with '- ', as in: - {free[0].Name}: {(free[0].Value as TextNode)?.Value}"
                : $"Did you mean '{Suggestion.Nearest(free[mistyped].Name, Spec.Names)}'?"
        );
    }

    private static int Tries(Node node, ParseContext context)
    {
        if (context.Word(node, "tries") is not { } word)
        {
            return Form.StandardTries;
        }

        if (
            int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var tries)
            && tries is > 0 and <= MostTries
        )
        {
            return tries;
        }

        context.Problems.Error(
            node.Place,
            $"'{word}' is not a number of tries.",
            $"Write a whole number from 1 to {MostTries}."
        );
        return Form.StandardTries;
    }

    private sealed class QuestionDraft(IReadOnlyCollection<Question> before, IReadOnlySet<string> captures)
    {
        public IReadOnlyCollection<Question> Before => before;

        public IReadOnlySet<string> Captures => captures;

        public Expectation Expect { get; set; } = Expectation.Anything;

        public int Tries { get; set; } = Form.StandardTries;

        public LocalText Otherwise { get; set; } = LocalText.None;

        public LocalText NotPossible { get; set; } = LocalText.None;

        public Condition? Skip { get; set; }
    }
}
