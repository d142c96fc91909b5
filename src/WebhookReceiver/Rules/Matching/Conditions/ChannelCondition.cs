using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>channel</c>: the message came over one of these channel ids.</summary>
internal sealed class ChannelCondition(ImmutableArray<string> ids) : Condition
{
    public ImmutableArray<string> Ids => ids;

    public override string Describe() => "channel: " + string.Join(", ", ids);

    public override bool Holds(MatchContext context) => ids.Contains(context.Message.Channel, StringComparer.Ordinal);
}

/// <summary><c>channel</c>: by name or by the platform's id.</summary>
internal static class ChannelKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("channel", Parse, Shape.Texts, "Name or id of the channel");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        ImmutableArray<string> ids =
        [
            .. context
                .TextList(node, "a channel")
                .SelectMany(text => IdsOf(text, context))
                .Distinct(StringComparer.Ordinal),
        ];
        draft.Add(ids.IsEmpty ? null : new ChannelCondition(ids));
    }

    /// <summary>The id of a channel to send by; null with a problem if it is unknown.</summary>
    public static string? One(Node node, ParseContext context) =>
        context.Text(node, "a channel") is { } text && IdsOf(text, context) is [var id, ..] ? id : null;

    /// <summary>The ids of one channel; empty with a problem if it is unknown.</summary>
    public static ImmutableArray<string> IdsOf(TextNode text, ParseContext context)
    {
        var ids = ChannelNames.Find(text.Value);
        if (ids.IsEmpty)
        {
            context.Problems.Error(
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
