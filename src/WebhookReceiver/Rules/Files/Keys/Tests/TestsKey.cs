using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Tests;

/// <summary><c>tests</c>: of a rule, or of a file.</summary>
internal static class TestsKey
{
    private static readonly string[] Expecting = ["reply", "has", "silent", "answers"];

    public static void Read(RuleDraft rule, Node node, Reading reading) => rule.Tests = Read(node, rule.Id, reading);

    /// <summary>The tests without errors; without a rule they must say what they expect.</summary>
    public static IReadOnlyList<RuleTest> Read(Node node, string? ruleId, Reading reading)
    {
        if (node is not ListNode list)
        {
            reading.Problems.Error(
                node.Place,
                $"tests must be a list, but this is {node.Kind}.",
                "Begin each test with '- ', for example '- say: are you open?'."
            );
            return [];
        }

        return [.. list.Items.Select(item => ReadOne(item, ruleId, reading)).OfType<RuleTest>()];
    }

    private static RuleTest? ReadOne(Node node, string? ruleId, Reading reading)
    {
        if (reading.Map(node, "a test", "Write '- say: are you open?', for example.") is not { } map)
        {
            return null;
        }

        var test = new TestDraft(reading.Zone);
        TestKeys.Table.Read(map, test, reading);
        CheckMeaning(map, test, ruleId, reading);
        return test.Say.IsEmpty ? null : test.ToTest(map.Place, ruleId);
    }

    private static void CheckMeaning(MapNode map, TestDraft test, string? ruleId, Reading reading)
    {
        if (!TestKeys.Table.Has(map, "say") && !TestKeys.Table.Has(map, "not"))
        {
            reading.Problems.Error(map.Place, "the test says nothing.", "Add 'say:' with the customer's message.");
        }
        else if (map["say"] is not null && map["not"] is { } both)
        {
            reading.Problems.Error(both.Place, "'say' and 'not' in one test.", "Make two tests of them.");
        }
        else if (test.MustBeSilent && (map["reply"] ?? map["has"]) is { } text)
        {
            reading.Problems.Error(
                text.Place,
                "'silent' and a text in one test: who hears nothing hears no text.",
                "Take one of them out."
            );
        }
        else if (test.MustNotAnswer && ruleId is null)
        {
            reading.Problems.Error(
                map.Place,
                "'not' means a rule, but this test belongs to none.",
                "Move it to the tests of a rule."
            );
        }
        else if (ruleId is null && !Expecting.Any(key => TestKeys.Table.Has(map, key)))
        {
            reading.Problems.Error(
                map.Place,
                "the test expects nothing.",
                "Add 'answers:' with the id of a rule, 'reply:', 'has:' or 'silent: true'."
            );
        }
    }
}
