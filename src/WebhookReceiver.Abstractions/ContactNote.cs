namespace WebhookReceiver;

/// <summary>
/// One value to remember or forget about the contact who wrote. Make it with <see cref="Reply.Remember"/> or
/// <see cref="Reply.Forget"/>. It takes effect only if the program sends the reply that carries it.
/// </summary>
public sealed record ContactNote
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 100;

    internal ContactNote(string name, string? value, TimeSpan? keepFor)
    {
        if (!IsName(name))
        {
            throw new ArgumentException(
                $"'{name}' cannot be remembered: a name has 1 to {MaxNameLength} letters, digits, '-' and '_' and begins with a letter.",
                nameof(name)
            );
        }

        if (keepFor <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(keepFor),
                keepFor,
                "The time to keep a variable must be longer than zero."
            );
        }

        Name = name;
        Value = value;
        KeepFor = keepFor;
    }

    /// <summary>
    /// The name under which rules and plug-ins find the value in <see cref="IncomingMessage.Contact"/>; see
    /// <see cref="IsName"/>.
    /// </summary>
    public string Name { get; }

    /// <summary>The value to remember; <see langword="null"/> to forget it.</summary>
    public string? Value { get; }

    /// <summary>
    /// How long to remember the value, counted from the arrival of the message; always positive.
    /// <see langword="null"/>: without limit.
    /// </summary>
    public TimeSpan? KeepFor { get; }

    /// <summary>
    /// Tells whether a text is a valid name: 1 to <see cref="MaxNameLength"/> letters, digits, <c>-</c> and <c>_</c>,
    /// beginning with a letter.
    /// </summary>
    /// <param name="text">The text to check.</param>
    /// <returns>True if the text is a valid name.</returns>
    public static bool IsName(string text) =>
        text is { Length: > 0 and <= MaxNameLength }
        && char.IsLetter(text[0])
        && text.All(character => char.IsLetterOrDigit(character) || character is '-' or '_');
}
