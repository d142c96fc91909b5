using WebhookReceiver.Rules.Files.Keys.Conditions;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Replies;

/// <summary>The keys of a reply that is a map.</summary>
internal static class ReplyKeys
{
    public static KeyTable<ReplyDraft> Table { get; } =
        new([
            new(
                "text",
                (reply, node, reading) => reply.Texts = LocalTexts.Read(node, "a reply", reply.Captures, reading)
            ),
            new("media", MediaKey.Read),
            new("kind", MediaKey.ReadKind),
            new("delay", DelayKey.Read),
            new("location", LocationKey.Read),
            new("then", ThenKey.Read),
            new("channel", (reply, node, reading) => reply.Channel = ChannelKey.One(node, reading)),
            new("silence", (reply, node, reading) => reply.Silence = reading.Flag(node, "silence") ?? false),
        ]);
}
