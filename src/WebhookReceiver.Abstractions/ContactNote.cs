namespace WebhookReceiver;

/// <summary>
/// One thing to remember, or to forget, about the contact who wrote. Made by <see cref="Reply.Remember"/> and
/// <see cref="Reply.Forget"/>; it takes effect only if the reply that carries it is the one that is sent.
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
            throw new ArgumentOutOfRangeException(nameof(keepFor), keepFor, "What is kept must be kept for some time.");
        }

        Name = name;
        Value = value;
        KeepFor = keepFor;
    }

    /// <summary>The name under which rules and plug-ins see it in <see cref="IncomingMessage.Contact"/>.</summary>
    public string Name { get; }

    /// <summary>The value; <see langword="null"/>: it is forgotten.</summary>
    public string? Value { get; }

    /// <summary>How long it is kept, from the arrival of the message; <see langword="null"/>: for good.</summary>
    public TimeSpan? KeepFor { get; }

    /// <summary>Whether a text can be a name: letters, digits, <c>-</c> and <c>_</c>, beginning with a letter.</summary>
    /// <param name="text">The text.</param>
    public static bool IsName(string text) =>
        text is { Length: > 0 and <= MaxNameLength }
        && char.IsLetter(text[0])
        && text.All(character => char.IsLetterOrDigit(character) || character is '-' or '_');
}
