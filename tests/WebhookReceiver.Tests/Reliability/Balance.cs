using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>The exact balance at the end of a run; a run without a balance is void.</summary>
internal sealed record Balance(
    int Sent,
    int Answered,
    int Stuck,
    int Missing,
    int Different,
    int Doubled,
    int External,
    int Unaccounted
)
{
    private const string Unanswered = "";

    public bool IsExact =>
        Sent == Answered && (Stuck, Missing, Different, Doubled, External, Unaccounted) == (0, 0, 0, 0, 0, 0);

    /// <summary>Compares the platform's record with the journal's export.</summary>
    /// <param name="sent">All sent messages.</param>
    /// <param name="different">Number of deliveries with other bytes than the first.</param>
    /// <param name="export">The journal as JSON lines.</param>
    /// <param name="unaccounted">The receiver's own gauge at the end.</param>
    public static Balance Of(IReadOnlyCollection<SentMessage> sent, int different, string export, int unaccounted)
    {
        var rows = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var line in export.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var row = JsonDocument.Parse(line);
            if (row.RootElement.TryGetProperty("outbox", out _))
            {
                continue; // StateBalance asks the platform about these
            }

            var (id, reply) = Read(row.RootElement);
            if (!rows.TryGetValue(id, out var replies))
            {
                rows[id] = replies = [];
            }
            replies.Add(reply);
        }
        var acknowledged = sent.Where(message => message.Reply is not null).ToList();
        var known = sent.Select(message => message.Id).ToHashSet(StringComparer.Ordinal);
        return new Balance(
            sent.Count,
            acknowledged.Count,
            sent.Count - acknowledged.Count,
            acknowledged.Count(message =>
                !rows.TryGetValue(message.Id, out var replies) || !IsSame(replies[0], message.Reply!)
            ),
            different,
            rows.Values.Count(replies => replies.Count > 1),
            rows.Keys.Count(id => !known.Contains(id)),
            unaccounted
        );
    }

    /// <summary>The answer to an event is silence once it is stored.</summary>
    private static (string Id, string Reply) Read(JsonElement row)
    {
        if (row.TryGetProperty("event", out var report))
        {
            using var body = JsonDocument.Parse(report.GetProperty("raw").GetString()!);
            return (body.RootElement.GetProperty("data")[0].GetProperty("reference_number").GetString()!, "{}");
        }

        var id = row.GetProperty("message").GetProperty("id").GetString()!;
        return (id, row.TryGetProperty("reply", out var bytes) ? bytes.GetString()! : Unanswered);
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"sent {Sent}, answered {Answered}, stuck {Stuck}, acknowledged but missing {Missing}, two replies for one id {Different}, committed twice {Doubled}, unknown rows {External}, unaccounted {Unaccounted}"
        );

    private static bool IsSame(string stored, byte[] reply) =>
        string.Equals(stored, Encoding.UTF8.GetString(reply), StringComparison.Ordinal);
}
