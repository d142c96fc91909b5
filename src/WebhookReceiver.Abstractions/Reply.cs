namespace WebhookReceiver;

/// <summary>
/// The answer in the response of the same webhook call (protocol sheet, section 2). Immutable. Make one with
/// <see cref="Say"/>, or with an initializer if you send more than text.
/// </summary>
public sealed record Reply
{
    /// <summary>
    /// No answer: no further rule is asked, the platform gets <c>{}</c> and the contact gets nothing (section 2.1).
    /// </summary>
    public static Reply Silence { get; } = new();

    /// <summary>
    /// Plain text, or the caption of the media; not encoded. The program cuts it at the channel's limit.
    /// <see langword="null"/> for none.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>Public https address of media to send, without redirects; <see langword="null"/> for none.</summary>
    public Uri? MediaUrl { get; init; }

    /// <summary>
    /// Kind of the media: Image, Video, Audio or Document. <see langword="null"/>: derived from the extension of
    /// <see cref="MediaUrl"/>, Document for an unknown one.
    /// </summary>
    public MessageKind? MediaKind { get; init; }

    /// <summary>
    /// The platform's wait before it sends: whole seconds, 0 to 3600 (section 2.1). The program clamps other values to
    /// this range.
    /// </summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The location to send; <see langword="null"/> for none.</summary>
    public Location? Location { get; init; }

    /// <summary>The contact cards to send; empty for none.</summary>
    public IReadOnlyList<ContactCard> Contacts { get; init; } = [];

    /// <summary>
    /// The values to remember or forget about the contact, in order; see <see cref="Remember"/> and
    /// <see cref="Forget"/>. The program stores them together with the reply, and only if it sends this reply. It
    /// refuses notes that make the contact's memory larger than 64 KB.
    /// </summary>
    public IReadOnlyList<ContactNote> Notes { get; private init; } = [];

    /// <summary>True if the reply has nothing to send.</summary>
    public bool IsSilent => string.IsNullOrEmpty(Text) && MediaUrl is null && Location is null && Contacts.Count == 0;

    /// <summary>Makes a reply of text alone.</summary>
    /// <param name="text">The text; empty means silence.</param>
    /// <returns>The reply.</returns>
    public static Reply Say(string text) => new() { Text = text };

    /// <summary>
    /// Returns the same reply, which also remembers a value about the contact. Later messages have it in
    /// <see cref="IncomingMessage.Contact"/>, rule files as <c>contact.name</c>.
    /// </summary>
    /// <param name="name">Case-sensitive; see <see cref="ContactNote.IsName"/>.</param>
    /// <param name="value">The value; it replaces an earlier value of this name.</param>
    /// <param name="keepFor">
    /// How long, counted from the arrival of the message; <see langword="null"/>: without limit.
    /// </param>
    /// <returns>The reply with the note.</returns>
    /// <exception cref="ArgumentException">
    /// The name is invalid, the value is <see langword="null"/>, or the time is not positive.
    /// </exception>
    public Reply Remember(string name, string value, TimeSpan? keepFor = null) =>
        this with
        {
            Notes = [.. Notes, new ContactNote(name, value ?? throw new ArgumentNullException(nameof(value)), keepFor)],
        };

    /// <summary>Returns the same reply, which also forgets a value about the contact.</summary>
    /// <param name="name">The name of the value.</param>
    /// <returns>The reply with the note.</returns>
    /// <exception cref="ArgumentException">The name is invalid.</exception>
    public Reply Forget(string name) => this with { Notes = [.. Notes, new ContactNote(name, null, null)] };
}
