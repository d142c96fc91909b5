namespace WebhookReceiver.Sending;

/// <summary>The address of a recipient, or the problem with it.</summary>
/// <param name="Text">Number or id, in the platform's form.</param>
/// <param name="Problem">The problem, without the number itself; <see langword="null"/>: none.</param>
internal readonly record struct RecipientAddress(string Text, string? Problem = null)
{
    private const int LongestId = 64;

    /// <summary>
    /// The numbers that it could be, for whoever wrote it and nobody else: never for a log or a stored detail.
    /// </summary>
    public string? Readings { get; init; }

    /// <summary>The problem with both readings, for whoever wrote the number.</summary>
    public string? ProblemForWriter => Readings is null ? Problem : $"{Problem}: {Readings}";

    public static RecipientAddress Wrong(string problem) => new("", problem);

    /// <summary>A subscriber's id, unchanged.</summary>
    public static RecipientAddress Of(string id)
    {
        var text = id.Trim();
        return text.Length is > 0 and <= LongestId && !text.Any(char.IsControl)
            ? new RecipientAddress(text)
            : Wrong("the subscriber's id is missing or too long");
    }
}
