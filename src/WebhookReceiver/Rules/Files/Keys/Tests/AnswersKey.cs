using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Tests;

/// <summary><c>answers</c>: the rule that must answer; any rule of the folder or of a plug-in.</summary>
internal static class AnswersKey
{
    public static void Read(TestDraft test, Node node, Reading reading)
    {
        if (reading.Word(node, "answers") is not { } id)
        {
            return;
        }

        if (reading.Names.HasRule(id) || reading.Names.MayStandInUnreadableFile(id))
        {
            test.Answers = id;
            return;
        }

        reading.Problems.Error(
            node.Place,
            $"there is no rule '{id}'.",
            reading.Names.Nearest(id, reading.Names.RuleIds) ?? "Write the id of a rule."
        );
    }
}
