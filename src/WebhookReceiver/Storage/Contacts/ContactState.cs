using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace WebhookReceiver.Storage.Contacts;

/// <summary>A variable of a contact; <see langword="null"/> as expiry: without limit.</summary>
internal sealed record ContactVariable(string Value, DateTimeOffset? ExpiresAt = null);

/// <summary>One change of a contact's variables; a <see langword="null"/> value forgets it.</summary>
internal sealed record ContactChange(string Name, string? Value, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>The name without <see cref="ContactState.OwnPrefix"/>; <see langword="null"/> for a variable of the rules.</summary>
    public string? OwnName => Name.StartsWith(ContactState.OwnPrefix) ? Name[1..] : null;

    public bool IsOwn(string name) =>
        Name.StartsWith(ContactState.OwnPrefix) && Name.AsSpan(1).Equals(name, StringComparison.Ordinal);

    /// <summary>A change of a value of the program itself, which no rule sees.</summary>
    /// <param name="name">The name, without <see cref="ContactState.OwnPrefix"/>.</param>
    /// <param name="value">The value; <see langword="null"/> forgets it.</param>
    /// <param name="expiresAt">Its expiry; <see langword="null"/>: without limit.</param>
    public static ContactChange Own(string name, string? value, DateTimeOffset? expiresAt = null) =>
        new(ContactState.OwnPrefix + name, value, expiresAt);

    public static ContactChange Of(ContactNote note, DateTimeOffset now) =>
        new(note.Name, note.Value, note.KeepFor is { } time ? Later(now, time) : null);

    /// <summary>
    /// The instant after a time span; <see langword="null"/>, without limit, if no calendar goes that far.
    /// </summary>
    public static DateTimeOffset? Later(DateTimeOffset now, TimeSpan time) =>
        time < DateTimeOffset.MaxValue - now ? now + time : null;
}

/// <summary>
/// The stored state of a contact; immutable. The version grows with its changes, so that an older state never replaces a
/// newer one. No version of a contact comes again, not even after the contact was erased: equal versions are the same state.
/// </summary>
internal sealed class ContactState
{
    /// <summary>Largest state of one contact; a change beyond it is refused and counted.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>
    /// Extra room for the program's own values, so that a contact whose variables fill the rest keeps the open form.
    /// </summary>
    private const int OwnBytes = 16 * 1024;

    /// <summary>
    /// First character of the names of the program's own values (an open form, a cooldown). No variable of a rule or
    /// plug-in can begin with it, so the two never collide.
    /// </summary>
    public const char OwnPrefix = '~';

    /// <summary>Set for a contact who opted out; waiting outbox entries are cancelled with it.</summary>
    public const string Stopped = "~stopped";

    /// <summary>When the contact last wrote, in ticks.</summary>
    public const string Heard = "~heard";

    private readonly ImmutableSortedDictionary<string, ContactVariable> _variables;

    private ContactState(
        long version,
        ImmutableSortedDictionary<string, ContactVariable> variables,
        ReadOnlyMemory<byte> stored
    )
    {
        Version = version;
        _variables = variables;
        Stored = stored;
    }

    public static ContactState Empty { get; } =
        new(0, ImmutableSortedDictionary.Create<string, ContactVariable>(StringComparer.Ordinal), default);

    /// <summary>
    /// What is left of a state that cannot be read any more: nothing is known, and the next state replaces it.
    /// </summary>
    public static ContactState Damaged { get; } =
        new(long.MaxValue - uint.MaxValue, Empty._variables, default) { IsDamaged = true };

    /// <summary>True for <see cref="Damaged"/>: whether the contact opted out is unknown.</summary>
    public bool IsDamaged { get; private init; }

    public long Version { get; }

    /// <summary>Whether nothing may be sent unasked: the contact opted out, or nobody knows.</summary>
    public OptOut OptOut =>
        IsStopped ? OptOut.Stopped
        : IsDamaged ? OptOut.Unknown
        : OptOut.None;

    public bool IsStopped => _variables.ContainsKey(Stopped);

    /// <summary>The stored form, JSON; empty if the state is empty.</summary>
    public ReadOnlyMemory<byte> Stored { get; }

    /// <summary>The values valid at an instant, rule variables apart from the program's own.</summary>
    public ContactView ViewAt(DateTimeOffset instant)
    {
        var known = At(instant);
        if (!known.Keys.Any(name => name.StartsWith(OwnPrefix)))
        {
            return ContactView.Nothing with { Known = known };
        }

        var groups = known.ToLookup(held => held.Key.StartsWith(OwnPrefix));
        return new ContactView(
            groups[false].ToDictionary(StringComparer.Ordinal),
            groups[true].ToDictionary(held => held.Key[1..], held => held.Value, StringComparer.Ordinal)
        );
    }

    /// <summary>The values valid at an instant, without expired ones.</summary>
    public IReadOnlyDictionary<string, string> At(DateTimeOffset instant)
    {
        if (_variables.IsEmpty)
        {
            return FrozenDictionary<string, string>.Empty;
        }

        var held = new Dictionary<string, string>(_variables.Count, StringComparer.Ordinal);
        foreach (var (name, variable) in _variables)
        {
            if (variable.ExpiresAt is not { } end || end > instant)
            {
                held.Add(name, variable.Value);
            }
        }

        return held;
    }

    /// <summary>The values valid at an instant, each with its end.</summary>
    public IReadOnlyDictionary<string, ContactVariable> HeldAt(DateTimeOffset instant) =>
        _variables
            .Where(held => held.Value.ExpiresAt is not { } end || end > instant)
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The next state. Changes that would exceed <see cref="MaxBytes"/> are left out and counted in
    /// <paramref name="refused"/>.
    /// </summary>
    public ContactState With(IReadOnlyList<ContactChange> changes, DateTimeOffset instant, out int refused)
    {
        var next = _variables.RemoveRange(
            _variables.Where(held => held.Value.ExpiresAt <= instant).Select(held => held.Key)
        );
        var size = next.Sum(held => SizeOf(held.Key, held.Value.Value));
        refused = 0;
        foreach (var change in changes)
        {
            var before = next.TryGetValue(change.Name, out var held) ? SizeOf(change.Name, held.Value) : 0;
            var after = change.Value is null ? 0 : SizeOf(change.Name, change.Value);
            if (after > before && size - before + after > MostWith(change.Name))
            {
                refused++;
                continue;
            }

            size += after - before;
            next = change.Value is null
                ? next.Remove(change.Name)
                : next.SetItem(change.Name, new ContactVariable(change.Value, change.ExpiresAt));
        }

        return new ContactState(Version + 1, next, ToJson(next));
    }

    /// <summary>The same state under the version that the store gave it.</summary>
    public ContactState As(long version) => new(version, _variables, Stored);

    /// <summary>The state after a step of the wall clock; <see langword="null"/> if it has no times.</summary>
    public ContactState? MovedBy(TimeSpan step)
    {
        var moved = _variables.ToBuilder();
        foreach (var (name, variable) in _variables)
        {
            if (variable.ExpiresAt is { } end)
            {
                moved[name] = variable with
                {
                    ExpiresAt = new DateTimeOffset(Moved(end.UtcTicks, step), TimeSpan.Zero),
                };
            }
            else if (
                name == Heard
                && long.TryParse(variable.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            )
            {
                moved[name] = new ContactVariable(Moved(at, step).ToString(CultureInfo.InvariantCulture));
            }
        }

        var after = moved.ToImmutable();
        return ReferenceEquals(after, _variables) ? null : new ContactState(Version, after, ToJson(after));
    }

    private static long Moved(long ticks, TimeSpan step) =>
        Math.Clamp(ticks + step.Ticks, 0, DateTimeOffset.MaxValue.UtcTicks);

    /// <summary>
    /// This state of a person and an older one, kept under another spelling of the number. This one wins; of the older
    /// one's own values only an opt-out stays.
    /// </summary>
    public ContactState JoinedWith(ContactState older)
    {
        var joined = older
            ._variables.RemoveRange(older._variables.Keys.Where(name => name.StartsWith(OwnPrefix) && name != Stopped))
            .SetItems(_variables);
        return new ContactState(Math.Max(Version, older.Version) + 1, joined, ToJson(joined));
    }

    public static ContactState Read(long version, ReadOnlyMemory<byte> stored)
    {
        if (stored.IsEmpty)
        {
            return new ContactState(version, Empty._variables, default);
        }

        var variables = Empty._variables.ToBuilder();
        using var document = JsonDocument.Parse(stored);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            var value = member.Value[0].GetString()!;
            var expires =
                member.Value.GetArrayLength() > 1
                    ? new DateTimeOffset(member.Value[1].GetInt64(), TimeSpan.Zero)
                    : default(DateTimeOffset?);
            variables[member.Name] = new ContactVariable(value, expires);
        }

        return new ContactState(version, variables.ToImmutable(), stored);
    }

    /// <summary>The size limit for a name. An opt-out is stored whatever the size.</summary>
    private static int MostWith(string name) =>
        name == Stopped ? int.MaxValue
        : name.StartsWith(OwnPrefix) ? MaxBytes + OwnBytes
        : MaxBytes;

    // UTF-16 length times two is rarely far below the escaped UTF-8 length of real texts, and needs no encoding.
    private static int SizeOf(string name, string value) => 2 * (name.Length + value.Length) + 24;

    private static byte[] ToJson(ImmutableSortedDictionary<string, ContactVariable> variables)
    {
        if (variables.IsEmpty)
        {
            return [];
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, StoredMessage.Relaxed))
        {
            json.WriteStartObject();
            foreach (var (name, variable) in variables)
            {
                json.WriteStartArray(name);
                json.WriteStringValue(variable.Value);
                if (variable.ExpiresAt is { } end)
                {
                    json.WriteNumberValue(end.UtcTicks);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}

/// <summary>A contact's state at an instant: values of the rules, and the program's own.</summary>
/// <param name="Known">Variables of the rules; a message has them in <see cref="IncomingMessage.Contact"/>.</param>
/// <param name="Own">
/// The program's own values, by name without <see cref="ContactState.OwnPrefix"/>; no rule and no plug-in sees them.
/// </param>
internal sealed record ContactView(IReadOnlyDictionary<string, string> Known, IReadOnlyDictionary<string, string> Own)
{
    public static ContactView Nothing { get; } =
        new(FrozenDictionary<string, string>.Empty, FrozenDictionary<string, string>.Empty);
}
