using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using WebhookReceiver.Api;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Management;

/// <summary>Collects what an operator wants to know about the server.</summary>
internal sealed class HealthReport(
    Readiness readiness,
    RuleReloader rules,
    UpSince up,
    JournalPaths paths,
    MessageIndex index,
    StoredConversations conversations,
    IOptions<JournalOptions> journal,
    IOptions<SendingOptions> sending
)
{
    public Task<ServerHealth> ReadAsync() => Task.Run(Read);

    private ServerHealth Read()
    {
        var status = rules.Status;
        return new ServerHealth
        {
            Status = readiness.Status,
            Problems = [.. readiness.Problems()],
            Version = ManagementRegistration.Version ?? "",
            Runtime = RuntimeInformation.FrameworkDescription,
            Started = up.Started,
            UptimeSeconds = (long)up.Lasts.TotalSeconds,
            Rules = new LiveRules(
                status.Version,
                status.Since,
                status.RuleCount,
                status.IsDegraded,
                status.WaitingVersion,
                status.Hold is { } hold ? new VersionHold(hold.Since, hold.By, hold.Note) : null
            ),
            Journal = JournalState(),
            CanSend = !string.IsNullOrEmpty(sending.Value.Token),
        };
    }

    private JournalState JournalState()
    {
        var (last, indexed) = conversations.Progress();
        return new JournalState
        {
            Store = journal.Value.IsShared ? "postgres" : journal.Value.Store,
            Bytes = LengthOf(paths.Database) + LengthOf(paths.Database + "-wal"),
            SpoolBytes = LengthOf(paths.Spool),
            IndexBytes = index.Bytes,
            FreeBytes = FreeBytes(),
            LastMessage = last,
            LastIndexed = indexed,
        };
    }

    /// <summary>0 where the file system does not tell.</summary>
    private long FreeBytes()
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(paths.Database)!).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }

    private static long LengthOf(string path) =>
        new FileInfo(path) is { Exists: true, Length: var length } ? length : 0;
}
