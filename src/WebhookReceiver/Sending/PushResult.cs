using System.Globalization;
using WebhookReceiver.Sending.Pushing;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>The effects of a request: for each entry, and for the following requests.</summary>
/// <param name="Changes">One per entry.</param>
/// <param name="Pause">Wait for the whole project.</param>
/// <param name="Halve">The request was refused because of one recipient: send smaller ones.</param>
internal sealed record PushResult(IReadOnlyList<OutboxChange> Changes, TimeSpan Pause = default, bool Halve = false)
{
    private static readonly TimeSpan ProjectPause = TimeSpan.FromMinutes(1);

    public static PushResult Of(IReadOnlyList<PreparedPush> preparedPushs, PushOutcome outcome, DateTimeOffset now) =>
        outcome switch
        {
            PushOutcome.Accepted accepted => new(Accept(preparedPushs, accepted, now)),
            PushOutcome.Throttled throttled => new(
                [
                    .. preparedPushs.Select(preparedPush =>
                        Again(preparedPush, now, throttled.Wait, "HTTP 429: too many requests")
                    ),
                ],
                throttled.Wait
            ),
            PushOutcome.Refused refused => Refuse(preparedPushs, refused.Status, now),
            PushOutcome.NotSent notSent => new([
                .. preparedPushs.Select(preparedPush => Later(preparedPush, now, notSent.Why)),
            ]),
            PushOutcome.ServerError error => new(
                [.. preparedPushs.Select(preparedPush => AfterError(preparedPush, error, now))],
                error.IsUntaken ? error.Pause : default
            ),
            PushOutcome.Unknown unknown => new([
                .. preparedPushs.Select(preparedPush => Doubt(preparedPush, now, unknown.Why)),
            ]),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

    private static PushResult Refuse(IReadOnlyList<PreparedPush> preparedPushs, int status, DateTimeOffset now)
    {
        var words = PushStatus.Words(status);
        if (PushStatus.IsOfProject(status))
        {
            return new(
                [.. preparedPushs.Select(preparedPush => Again(preparedPush, now, ProjectPause, words))],
                ProjectPause
            );
        }

        if (preparedPushs.Count > 1)
        {
            return new(
                [.. preparedPushs.Select(preparedPush => Again(preparedPush, now, TimeSpan.Zero, words))],
                Halve: true
            );
        }

        return new([new OutboxChange(preparedPushs[0].Entry.Reference, OutboxState.Refused, now) { Detail = words }]);
    }

    private static List<OutboxChange> Accept(
        IReadOnlyList<PreparedPush> preparedPushs,
        PushOutcome.Accepted accepted,
        DateTimeOffset now
    )
    {
        // By number: the order is not guaranteed, and a request has each number once.
        var byNumber = new Dictionary<string, PushedItem>(StringComparer.Ordinal);
        foreach (var item in accepted.Items)
        {
            byNumber.TryAdd(item.Number?.TrimStart('+') ?? "", item);
        }

        var changes = new List<OutboxChange>(preparedPushs.Count);
        for (var i = 0; i < preparedPushs.Count; i++)
        {
            var preparedPush = preparedPushs[i];
            if (ItemOf(preparedPush, i, preparedPushs.Count, accepted.Items, byNumber) is { } item)
            {
                changes.Add(
                    new OutboxChange(preparedPush.Entry.Reference, OutboxState.Accepted, now)
                    {
                        PushId = accepted.PushId,
                        MessageId = item.MessageId,
                    }
                );
                continue;
            }

            // The answer names others, so this one was not sent.
            changes.Add(Later(preparedPush, now, "the platform took the request, but not this recipient"));
        }

        return changes;
    }

    private static PushedItem? ItemOf(
        PreparedPush preparedPush,
        int index,
        int count,
        IReadOnlyList<PushedItem> items,
        Dictionary<string, PushedItem> byNumber
    )
    {
        if (byNumber.TryGetValue(preparedPush.Address, out var item))
        {
            return item;
        }

        // An answer without names means that all were accepted. Items without numbers, one per entry, are in order.
        var isNameless = items.All(one => string.IsNullOrEmpty(one.Number));
        return (items.Count, isNameless) switch
        {
            (0, _) => new PushedItem(null, null),
            var (named, nameless) when nameless && named == count => items[index],
            _ => null,
        };
    }

    /// <summary>
    /// Retries with back-off if a duplicate is impossible or allowed; after the last try an operator decides.
    /// </summary>
    private static OutboxChange AfterError(PreparedPush preparedPush, PushOutcome.ServerError error, DateTimeOffset now)
    {
        var entry = preparedPush.Entry;
        var what = string.Create(CultureInfo.InvariantCulture, $"HTTP {error.Status}: the platform failed");
        if (!error.IsUntaken && !preparedPush.Message.AtLeastOnce)
        {
            return new(entry.Reference, OutboxState.Unknown, now) { Detail = $"{what} while it had the request" };
        }

        var failures = entry.Failures + 1;
        var end = (entry.FailingSince ?? now) + BackOff.LongestFailing;
        if (failures >= BackOff.MostFailures || now >= end)
        {
            return new(entry.Reference, OutboxState.Dead, now)
            {
                IsFailure = true,
                Detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} at {failures} tries; outbox retry sends it again"
                ),
            };
        }

        var next = now + BackOff.AfterFailure(entry.Reference, failures);
        return new(entry.Reference, OutboxState.Throttled, now)
        {
            IsFailure = true,
            NextAt = next < end ? next : end,
            Detail = string.Create(
                CultureInfo.InvariantCulture,
                $"{what} at try {failures} of {BackOff.MostFailures}; it will be retried"
            ),
        };
    }

    private static OutboxChange Doubt(PreparedPush preparedPush, DateTimeOffset now, string why) =>
        preparedPush.Message.AtLeastOnce
            ? Later(preparedPush, now, why)
            : new OutboxChange(preparedPush.Entry.Reference, OutboxState.Unknown, now) { Detail = why };

    private static OutboxChange Later(PreparedPush preparedPush, DateTimeOffset now, string why) =>
        Again(preparedPush, now, BackOff.After(preparedPush.Entry.Reference, preparedPush.Entry.Attempts), why);

    private static OutboxChange Again(PreparedPush preparedPush, DateTimeOffset now, TimeSpan wait, string why) =>
        new(preparedPush.Entry.Reference, OutboxState.Throttled, now) { NextAt = now + wait, Detail = why };
}
