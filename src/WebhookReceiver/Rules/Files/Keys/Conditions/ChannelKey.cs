using System.Collections.Immutable;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>channel</c>: by name or by the platform's id.</summary>
internal static class ChannelKey
{
    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        ImmutableArray<string> ids =
        [
            .. reading
                .TextList(node, "a channel")
                .SelectMany(text => IdsOf(text, reading))
                .Distinct(StringComparer.Ordinal),
        ];
        draft.Add(ids.IsEmpty ? null : new ChannelCondition(ids));
    }

    /// <summary>The id of the channel that something goes out by; null with a problem if it is unknown.</summary>
    public static string? One(Node node, Reading reading) =>
        reading.Text(node, "a channel") is { } text && IdsOf(text, reading) is [var id, ..] ? id : null;

    /// <summary>The ids of one channel; empty with a problem if it is unknown.</summary>
    public static ImmutableArray<string> IdsOf(TextNode text, Reading reading)
    {
        var ids = ChannelNames.Find(text.Value);
        if (ids.IsEmpty)
        {
            reading.Problems.Error(
                text.Place,
                $"there is no channel '{text.Value}'.",
                Suggestion.Nearest(text.Value, ChannelNames.All) is { } nearest
                    ? $"Did you mean '{nearest}'?"
                    : $"{Suggestion.For(text.Value, ChannelNames.All)} The platform's id of the channel, a number, works too."
            );
        }

        return ids;
    }
}
