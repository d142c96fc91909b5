using System.Buffers;
using System.Text.Json;
using WebhookReceiver.Receiving;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management;

/// <summary>Whether messages are answered now, for probes and operators.</summary>
internal sealed class Readiness(
    RuleReloader rules,
    JournalHealth journal,
    PortLoads ports,
    GracefulShutdown gracefulShutdown,
    IHostApplicationLifetime lifetime
)
{
    /// <summary>
    /// A degraded server answers with its last good rules, so it stays in service: removing it would help no contact. One
    /// that can store nothing answers nobody.
    /// </summary>
    public bool IsServing => !gracefulShutdown.HasBegun && HasStarted && !journal.IsRefusing;

    public string Status
    {
        get
        {
            if (gracefulShutdown.HasBegun)
            {
                return "stopping";
            }

            if (!HasStarted)
            {
                return "starting";
            }

            if (journal.IsRefusing)
            {
                return "refusing";
            }

            if (ports.Problems.Any())
            {
                return "full";
            }

            return rules.Status.IsDegraded || journal.Trouble is not null || journal.Damage.Any()
                ? "degraded"
                : "ready";
        }
    }

    private bool HasStarted => lifetime.ApplicationStarted.IsCancellationRequested && journal.IsReady;

    /// <summary>What is wrong, in words.</summary>
    public IEnumerable<string> Problems() =>
        [
            .. rules.Status.Problems.Select(problem => problem.ToString()),
            .. journal.Trouble is { } trouble ? [trouble] : Array.Empty<string>(),
            .. ports.Problems,
            .. journal.Damage,
        ];

    /// <summary>The state as JSON; problems only for authorised callers.</summary>
    public ReadOnlyMemory<byte> ToJson(bool withProblems)
    {
        var status = rules.Status;
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("status"u8, Status);
        if (withProblems)
        {
            json.WriteStartObject("rules"u8);
            json.WriteString("version"u8, status.Version);
            json.WriteString("since"u8, status.Since);
            json.WriteNumber("count"u8, status.RuleCount);
            json.WriteEndObject();
            json.WriteStartArray("problems"u8);
            foreach (var problem in Problems())
            {
                json.WriteStringValue(problem);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
