using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Keys.Conditions;
using WebhookReceiver.Rules.Files.Keys.Replies;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Files.Keys.Talking;

/// <summary>
/// <c>ask</c>: questions, one map each. Exactly one key of a question is free: the variable that takes the answer.
/// </summary>
internal static class AskKey
{
    private const int MostTries = 20;
    private const string Example = "Write: ask: [{ name: What is your name? }]";

    private static readonly KeyTable<Draft> Table = new([
        new(
            "expect",
            (draft, node, reading) => draft.Expect = ExpectKey.Read(node, draft.Before, draft.Captures, reading)
        ),
        new("tries", (draft, node, reading) => draft.Tries = Tries(node, reading)),
        new(
            "otherwise",
            (draft, node, reading) => draft.Otherwise = LocalTexts.Read(node, "a text", draft.Captures, reading)
        ),
        new("skip", (draft, node, reading) => draft.Skip = Words(node, reading)),
    ]);

    public static void Read(RuleDraft rule, Node node, Reading reading)
    {
        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        var questions = ImmutableArray.CreateBuilder<Question>();
        foreach (var item in items)
        {
            if (
                reading.Map(item, "a question", Example) is { } map
                && ReadOne(rule, map, questions, reading) is { } question
            )
            {
                questions.Add(question);
            }
        }

        if (node is ListNode { Items.IsEmpty: true })
        {
            reading.Problems.Error(node.Place, "nothing is asked here.", Example);
        }

        rule.Talk = rule.Talk with { Form = new Form(questions.DrainToImmutable()) };
    }

    /// <summary>Words that count if they are the whole message.</summary>
    public static Condition? Words(Node node, Reading reading) =>
        PhraseList.Read(node, reading) is { IsEmpty: false } phrases ? new IsCondition(phrases) : null;

    private static Question? ReadOne(RuleDraft rule, MapNode map, IReadOnlyCollection<Question> before, Reading reading)
    {
        MapEntry[] free = [.. map.Entries.Where(entry => !Table.Knows(entry.Name))];
        if (free is not [var asked])
        {
            TellFree(map, free, reading);
            return null;
        }

        if (!IsName(asked, before, reading))
        {
            return null;
        }

        // A question may use what was asked before it.
        var draft = new Draft(before, rule.Captures);
        var settings = map.Entries.Where(entry => entry.Name != asked.Name);
        Table.Read(new MapNode(map.Place, [.. settings], map.IsFlow), draft, reading);
        rule.Asked.UnionWith(draft.Expect.CaptureNames(asked.Name));
        var text = LocalTexts.Read(asked.Value, "a question", draft.Captures, reading);
        return new Question(asked.Name, text, draft.Expect, draft.Tries, draft.Otherwise, draft.Skip);
    }

    private static bool IsName(MapEntry asked, IReadOnlyCollection<Question> before, Reading reading)
    {
        if (before.Any(question => question.Name == asked.Name))
        {
            reading.Problems.Error(
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
            reading.Problems.Error(
                asked.Key.Place,
                $"'{asked.Name}' cannot be the name of an answer.",
                "A name has letters, digits and '_', and begins with a letter; the question stands behind it: name: What is your name?"
            );
        }

        return isVariable;
    }

    private static void TellFree(MapNode map, MapEntry[] free, Reading reading)
    {
        if (free.Length == 0)
        {
            reading.Problems.Error(
                map.Place,
                "the question itself is missing.",
                "Write the variable and the question: name: What is your name?"
            );
            return;
        }

        var mistyped = Array.FindIndex(free, entry => Suggestion.Nearest(entry.Name, Table.Names) is not null);
        reading.Problems.Error(
            free[mistyped < 0 ? 1 : mistyped].Key.Place,
            $"a question has one variable, but here are {free.Length}: {string.Join(", ", free.Select(entry => entry.Name))}.",
            mistyped < 0
                ? "Begin each question with '- '."
                : $"Did you mean '{Suggestion.Nearest(free[mistyped].Name, Table.Names)}'?"
        );
    }

    private static int Tries(Node node, Reading reading)
    {
        if (reading.Word(node, "tries") is not { } word)
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

        reading.Problems.Error(
            node.Place,
            $"'{word}' is not a number of tries.",
            $"Write a whole number from 1 to {MostTries}."
        );
        return Form.StandardTries;
    }

    private sealed class Draft(IReadOnlyCollection<Question> before, IReadOnlySet<string> captures)
    {
        public IReadOnlyCollection<Question> Before => before;

        public IReadOnlySet<string> Captures => captures;

        public Expectation Expect { get; set; } = Expectation.Anything;

        public int Tries { get; set; } = Form.StandardTries;

        public LocalText Otherwise { get; set; } = LocalText.None;

        public Condition? Skip { get; set; }
    }
}
