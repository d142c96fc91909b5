using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary>A reply during parsing.</summary>
internal sealed class ReplyDraft(IReadOnlySet<string> captures)
{
    private static readonly string[] Sending = ["text", "media", "location", "silence", "then"];

    public IReadOnlySet<string> Captures => captures;

    public LocalText Texts { get; set; } = LocalText.None;

    public ReplyTemplate? Media { get; set; }

    public MessageKind? Kind { get; set; }

    public TimeSpan Delay { get; set; }

    public Location? Location { get; set; }

    public bool Silence { get; set; }

    public ImmutableArray<LaterPlan> Then { get; set; } = [];

    public string? Channel { get; set; }

    /// <summary>Checks across keys: there is something to send, and the keys are compatible.</summary>
    public void Check(MapNode map, ParseContext context)
    {
        if (map["kind"] is { } kind && map["media"] is null)
        {
            context.Problems.Error(
                kind.Place,
                "'kind' belongs to 'media', which is missing.",
                "Add 'media: https://…', or take 'kind' out."
            );
        }

        MediaKeyParser.CheckKind(map["media"], map["kind"], context);
        if (map["location"] is { } location && (map["text"] ?? map["media"]) is not null)
        {
            context.Problems.Error(
                location.Place,
                "a location goes out alone; the text or the media beside it would be lost.",
                "Put the words into its 'name' and 'address', or take the location out."
            );
        }

        var sends = map["text"] ?? map["media"] ?? map["location"];
        if (Silence && sends is not null)
        {
            context.Problems.Error(
                sends.Place,
                "a silent reply sends nothing.",
                "Take 'silence' out, or everything else."
            );
        }
        else if (!Silence && sends is null && !Sending.Any(key => ReplyKeys.Spec.Has(map, key)))
        {
            context.Problems.Error(
                map.Place,
                "the reply has nothing to send.",
                "Add 'text:', 'media:' or 'location:', or 'silence: true'."
            );
        }
    }

    public ReplyPlan ToPlan() =>
        new()
        {
            Texts = Texts,
            Media = Media,
            MediaKind = Kind,
            Delay = Delay,
            Location = Location,
            IsSilence = Silence,
            Then = Then,
            Channel = Channel,
        };
}
