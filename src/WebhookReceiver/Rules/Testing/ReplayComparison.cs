using System.Collections.Immutable;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Rules.Testing;

/// <summary>
/// Compares two rule sets on past messages: each message goes to the old and the new one, with its time, seed and
/// contact state.
/// </summary>
/// <param name="Replayed">Number of compared messages.</param>
/// <param name="Differ">Number of those with another answer.</param>
/// <param name="Changes">The newest of them.</param>
internal sealed record ReplayComparison(int Replayed, int Differ, ImmutableArray<ChangedAnswer> Changes)
{
    /// <summary>Further changes are counted, but not stored.</summary>
    private const int MostChanges = 100;

    public static async Task<ReplayComparison> OfAsync(RuleSet before, RuleSet after, IReadOnlyList<PastMessage> past)
    {
        var (old, young) = (before.WithoutPlugins(), after.WithoutPlugins());
        var changes = ImmutableArray.CreateBuilder<ChangedAnswer>();
        var differ = 0;
        foreach (var message in past)
        {
            BackgroundThrottle.Yield();
            var then = await Replaying.ReplayAsync(old, message);
            var now = await Replaying.ReplayAsync(young, message);
            if (!then.Reply.Span.SequenceEqual(now.Reply.Span) && ++differ <= MostChanges)
            {
                changes.Add(
                    new ChangedAnswer(
                        message.Number,
                        message.Message.ReceivedAt,
                        message.Message.Text,
                        then.RuleName,
                        then.Reply,
                        now.RuleName,
                        now.Reply
                    )
                );
            }
        }

        return new ReplayComparison(past.Count, differ, changes.ToImmutable());
    }
}

/// <summary>A past message with another answer under the new rules; without its sender.</summary>
internal sealed record ChangedAnswer(
    long Number,
    DateTimeOffset ReceivedAt,
    string Text,
    string? RuleBefore,
    ReadOnlyMemory<byte> ReplyBefore,
    string? RuleAfter,
    ReadOnlyMemory<byte> ReplyAfter
);
