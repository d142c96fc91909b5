using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Tests;

/// <summary><c>tests</c>: of a rule, or of a file.</summary>
internal static class TestsKeyParser
{
    private static readonly string[] Expecting = ["reply", "has", "silent", "answers"];

    public static void Parse(RuleDraft rule, Node node, ParseContext context) =>
        rule.Tests = Parse(node, rule.Id, context);

    /// <summary>The tests without errors; tests without a rule need an explicit expectation.</summary>
    public static IReadOnlyList<RuleTest> Parse(Node node, string? ruleId, ParseContext context)
    {
        if (node is not ListNode list)
        {
            context.Problems.Error(
                node.Place,
                $"tests must be a list, but this is {node.Kind}.",
                node is MapNode { Entries: [{ Value: TextNode said } only, ..] }
                    ? $"Write: - {{ say: {only.Name}, reply: {said.Value} }}"
                    : "Begin each test with '- ', for example '- say: are you open?'."
            );
            return [];
        }

        return [.. list.Items.Select(item => ParseOne(item, ruleId, context)).OfType<RuleTest>()];
    }

    private static RuleTest? ParseOne(Node node, string? ruleId, ParseContext context)
    {
        if (context.Map(node, "a test", "Write '- say: are you open?', for example.") is not { } map)
        {
            return null;
        }

        var test = new TestDraft(context.Settings.Zone);
        TestKeys.Spec.Parse(map, test, context);
        CheckMeaning(map, test, ruleId, context);
        return test.Say.IsEmpty ? null : test.ToTest(map.Place, ruleId);
    }

    private static void CheckMeaning(MapNode map, TestDraft test, string? ruleId, ParseContext context)
    {
        if (!TestKeys.Spec.Has(map, "say") && !TestKeys.Spec.Has(map, "not"))
        {
            context.Problems.Error(map.Place, "the test says nothing.", "Add 'say:' with the customer's message.");
        }
        else if (map["say"] is not null && map["not"] is { } both)
        {
            context.Problems.Error(both.Place, "'say' and 'not' in one test.", "Make two tests of them.");
        }
        else if (test.MustBeSilent && (map["reply"] ?? map["has"]) is { } text)
        {
            context.Problems.Error(
                text.Place,
                "'silent' and a text in one test: who hears nothing hears no text.",
                "Take one of them out."
            );
        }
        else if (test.MustNotAnswer && ruleId is null)
        {
            context.Problems.Error(
                map.Place,
                "'not' means a rule, but this test belongs to none.",
                "Move it to the tests of a rule."
            );
        }
        else if (ruleId is null && !Expecting.Any(key => TestKeys.Spec.Has(map, key)))
        {
            context.Problems.Error(
                map.Place,
                "the test expects nothing.",
                "Add 'answers:' with the id of a rule, 'reply:', 'has:' or 'silent: true'."
            );
        }
    }
}
