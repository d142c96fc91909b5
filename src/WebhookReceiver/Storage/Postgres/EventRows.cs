using Npgsql;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>A group of events as the columns of <c>commit_events_1</c>; filled anew for each group.</summary>
internal sealed class EventRows
{
    private readonly List<string> _projects = [];
    private readonly List<byte[]> _hashes = [];
    private readonly List<long> _received = [];
    private readonly List<int> _kinds = [];
    private readonly List<string> _ids = [];
    private readonly List<byte[]> _raw = [];

    public int Count => _hashes.Count;

    public void Clear()
    {
        _projects.Clear();
        _hashes.Clear();
        _received.Clear();
        _kinds.Clear();
        _ids.Clear();
        _raw.Clear();
    }

    public void Add(EventRecord report)
    {
        _projects.Add(PostgresText.Escape(report.Project));
        _hashes.Add(report.Hash.ToArray());
        _received.Add(report.ReceivedAt.UtcTicks);
        _kinds.Add((int)report.Kind);
        _ids.Add(PostgresText.Escape(report.EventId));
        _raw.Add(MessageRows.Bytes(report.Raw));
    }

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        MessageRows.Add(parameters, _projects);
        MessageRows.Add(parameters, _hashes);
        MessageRows.Add(parameters, _received);
        MessageRows.Add(parameters, _kinds);
        MessageRows.Add(parameters, _ids);
        MessageRows.Add(parameters, _raw);
    }
}
