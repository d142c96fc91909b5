using System.Runtime.InteropServices;
using Npgsql;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>A group of messages as the columns of <c>commit_messages_1</c>; filled anew for each group.</summary>
internal sealed class MessageRows(long replica, TimeSpan lease)
{
    private readonly List<string> _projects = [];
    private readonly List<string> _channels = [];
    private readonly List<string> _senders = [];
    private readonly List<bool> _heard = [];
    private readonly List<byte[]> _keys = [];
    private readonly List<bool> _hasId = [];
    private readonly List<long> _received = [];
    private readonly List<long> _seeds = [];
    private readonly List<long> _stamps = [];
    private readonly List<long?> _bases = [];
    private readonly List<string?> _rules = [];
    private readonly List<string?> _books = [];
    private readonly List<long?> _micros = [];
    private readonly List<byte[]?> _replies = [];
    private readonly List<byte[]?> _statesBefore = [];
    private readonly List<byte[]?> _foreign = [];
    private readonly List<byte[]?> _decoded = [];
    private readonly List<byte[]?> _raw = [];
    private readonly List<byte[]?> _states = [];
    private readonly List<bool> _changes = [];
    private readonly List<bool> _stopped = [];
    private readonly List<int?> _tries = [];
    private readonly List<string?> _asked = [];
    private readonly FollowUpRows _followUps = new();

    public int Count => _keys.Count;

    public void Clear()
    {
        _projects.Clear();
        _channels.Clear();
        _senders.Clear();
        _heard.Clear();
        _keys.Clear();
        _hasId.Clear();
        _received.Clear();
        _seeds.Clear();
        _stamps.Clear();
        _bases.Clear();
        _rules.Clear();
        _books.Clear();
        _micros.Clear();
        _replies.Clear();
        _statesBefore.Clear();
        _foreign.Clear();
        _decoded.Clear();
        _raw.Clear();
        _states.Clear();
        _changes.Clear();
        _stopped.Clear();
        _tries.Clear();
        _asked.Clear();
        _followUps.Clear();
    }

    /// <param name="record">The message.</param>
    /// <param name="stamp">Number of this write in this process.</param>
    public void Add(JournalRecord record, long stamp)
    {
        var key = new byte[MessageKey.Length];
        record.Key.WriteTo(key);
        _projects.Add(PostgresText.Escape(record.Contact.Project));
        _channels.Add(PostgresText.Escape(record.Contact.Channel));
        _senders.Add(PostgresText.Escape(record.Contact.Sender));
        _heard.Add(!record.IsUnheard);
        _keys.Add(key);
        _hasId.Add(record.Key.HasId);
        _received.Add(record.ReceivedAt.UtcTicks);
        _seeds.Add(record.Seed);
        _stamps.Add(stamp);
        _bases.Add(record.BaseVersion);
        _statesBefore.Add(BytesOrNull(record.StateBefore));
        _decoded.Add(BytesOrNull(record.Decoded));
        _raw.Add(BytesOrNull(record.Raw));
        var answer = record.Answer;
        _rules.Add(PostgresText.EscapeOrNull(answer?.Rule));
        _books.Add(PostgresText.EscapeOrNull(answer?.Version));
        _micros.Add((long?)answer?.Duration.TotalMicroseconds);
        _replies.Add(answer is null ? null : Bytes(answer.Reply));
        _foreign.Add(answer is null ? null : BytesOrNull(answer.ExternalResults));
        _changes.Add(answer?.StateAfter is not null);
        _states.Add(answer?.StateAfter is { } state ? Bytes(state.Stored) : null);
        _stopped.Add(answer?.StateAfter?.IsStopped == true);
        _tries.Add(answer is null ? record.Tries : null);
        _asked.Add(answer is null ? PostgresText.EscapeOrNull(record.Asked) : null);
        if (answer is { FollowUps.IsDefaultOrEmpty: false })
        {
            for (var i = 0; i < answer.FollowUps.Length; i++)
            {
                _followUps.Add(OutboxEntry.Of(record, i), row: Count);
            }
        }
    }

    /// <summary>The parameters, in the order of the function.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(new NpgsqlParameter<long> { TypedValue = replica });
        parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = MessageKey.WindowWithoutId.Ticks });
        Add(parameters, _projects);
        Add(parameters, _channels);
        Add(parameters, _senders);
        Add(parameters, _heard);
        Add(parameters, _keys);
        Add(parameters, _hasId);
        Add(parameters, _received);
        Add(parameters, _seeds);
        Add(parameters, _stamps);
        Add(parameters, _bases);
        Add(parameters, _rules);
        Add(parameters, _books);
        Add(parameters, _micros);
        Add(parameters, _replies);
        Add(parameters, _statesBefore);
        Add(parameters, _foreign);
        Add(parameters, _decoded);
        Add(parameters, _raw);
        Add(parameters, _states);
        Add(parameters, _changes);
        Add(parameters, _stopped);
        Add(parameters, _tries);
        Add(parameters, _asked);
        _followUps.AddTo(parameters);
    }

    public static void Add<T>(NpgsqlParameterCollection parameters, List<T> column) =>
        parameters.Add(new NpgsqlParameter<List<T>> { TypedValue = column });

    /// <summary>The whole array without a copy, as bodies nearly always are.</summary>
    public static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var part)
        && part.Array is { } array
        && part.Offset == 0
        && part.Count == array.Length
            ? array
            : memory.ToArray();

    private static byte[]? BytesOrNull(ReadOnlyMemory<byte> memory) => memory.IsEmpty ? null : Bytes(memory);
}
