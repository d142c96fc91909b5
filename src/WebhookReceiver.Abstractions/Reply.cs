namespace WebhookReceiver;

/// <summary>
/// What to answer, in the response of the same webhook call (protocol sheet, section 2). Immutable.
/// Make one with <see cref="Say"/>, or with an initializer where more than text is sent.
/// </summary>
public sealed record Reply
{
    /// <summary>No answer: ends the search, the platform gets <c>{}</c> and the customer hears nothing.</summary>
    public static Reply Silence { get; } = new();

    /// <summary>Text, or the caption of the media; plain, not encoded; cut at the channel's limit when sent. <see langword="null"/> for none.</summary>
    public string? Text { get; init; }

    /// <summary>Public https address of media to send, which must not redirect; <see langword="null"/> for none.</summary>
    public Uri? MediaUrl { get; init; }

    /// <summary>
    /// Kind of the media: Image, Video, Audio or Document. <see langword="null"/>: told from the extension of
    /// <see cref="MediaUrl"/>, Document if that says nothing.
    /// </summary>
    public MessageKind? MediaKind { get; init; }

    /// <summary>How long the platform waits before sending, whole seconds, 0 to 3600; values outside are moved to the nearest bound.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>A location to send; <see langword="null"/> for none.</summary>
    public Location? Location { get; init; }

    /// <summary>Contact cards to send; empty for none.</summary>
    public IReadOnlyList<ContactCard> Contacts { get; init; } = [];

    /// <summary>
    /// What to remember or forget about the contact, in this order; see <see cref="Remember"/> and <see cref="Forget"/>. It is
    /// kept together with the reply, and only if this reply is the one that is sent. What would make a contact's memory larger
    /// than 64 KB is refused.
    /// </summary>
    public IReadOnlyList<ContactNote> Notes { get; private init; } = [];

    /// <summary>True if there is nothing to send.</summary>
    public bool IsSilent => string.IsNullOrEmpty(Text) && MediaUrl is null && Location is null && Contacts.Count == 0;

    /// <summary>A reply of text alone.</summary>
    /// <param name="text">The text; empty means silence.</param>
    public static Reply Say(string text) => new() { Text = text };

    /// <summary>
    /// The same reply, which also remembers something about the contact: later messages have it in
    /// <see cref="IncomingMessage.Contact"/>, and rule files as <c>contact.name</c>.
    /// </summary>
    /// <param name="name">Letters, digits, <c>-</c> and <c>_</c>, beginning with a letter; case-sensitive.</param>
    /// <param name="value">The value; replaces what was remembered under this name.</param>
    /// <param name="keepFor">How long, from the arrival of the message; <see langword="null"/>: for good.</param>
    /// <exception cref="ArgumentException">The name is none, or the time is not positive.</exception>
    public Reply Remember(string name, string value, TimeSpan? keepFor = null) =>
        this with
        {
            Notes = [.. Notes, new ContactNote(name, value ?? throw new ArgumentNullException(nameof(value)), keepFor)],
        };

    /// <summary>The same reply, which also forgets something about the contact.</summary>
    /// <param name="name">The name under which it was remembered.</param>
    /// <exception cref="ArgumentException">The name is none.</exception>
    public Reply Forget(string name) => this with { Notes = [.. Notes, new ContactNote(name, null, null)] };
}
