using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Replies;

/// <summary><c>delay</c>: how long the platform waits before sending; at most an hour (protocol sheet, section 2.2).</summary>
internal static class DelayKey
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static void Read(ReplyDraft reply, Node node, Reading reading)
    {
        if (reading.Word(node, "delay") is not { } word)
        {
            return;
        }

        switch (Durations.Parse(word.Trim()))
        {
            case null:
                reading.Problems.Error(node.Place, $"'{word}' is not a length of time.", Cure(word));
                break;
            case { } delay when delay > Longest:
                reading.Problems.Error(node.Place, "the platform waits one hour at most.", "Write '1h' or less.");
                break;
            case { } delay:
                reply.Delay = delay;
                break;
        }
    }

    private static string Cure(string word) =>
        word.All(char.IsAsciiDigit) ? $"Write '{word}s' for seconds." : "Write '5s', '2m' or '1h', for example.";
}
