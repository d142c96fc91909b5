namespace WebhookReceiver.Rules.Talking;

/// <summary>One change of what is known of a contact.</summary>
/// <param name="Name">The name; of the program's own, see <see cref="OwnNames"/>, or a variable of the rules.</param>
/// <param name="Value">The value; <see langword="null"/> forgets it.</param>
/// <param name="Until">When it ends by itself; <see langword="null"/> for good.</param>
/// <param name="IsOwn">True for what the program itself keeps, which no rule sees.</param>
internal sealed record Memo(string Name, string? Value, DateTimeOffset? Until = null, bool IsOwn = false)
{
    public static Memo Own(string name, string? value, DateTimeOffset? until = null) =>
        new(name, value, until, IsOwn: true);

    public static Memo Of(ContactNote note, DateTimeOffset now) =>
        new(note.Name, note.Value, note.KeepFor is { } time ? Later(now, time) : null);

    /// <summary>The instant after a time; for good if no calendar goes that far.</summary>
    public static DateTimeOffset? Later(DateTimeOffset now, TimeSpan time) =>
        time < DateTimeOffset.MaxValue - now ? now + time : null;
}
