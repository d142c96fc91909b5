namespace WebhookReceiver.Sending;

/// <summary>Where a message goes, or why it cannot.</summary>
/// <param name="Text">Number or id, as the platform wants it.</param>
/// <param name="Problem">What is wrong, without the number itself; <see langword="null"/>: nothing.</param>
internal readonly record struct RecipientAddress(string Text, string? Problem = null)
{
    private const int LongestId = 64;

    public static RecipientAddress Wrong(string problem) => new("", problem);

    /// <summary>A subscriber's id, as it is.</summary>
    public static RecipientAddress Of(string id)
    {
        var text = id.Trim();
        return text.Length is > 0 and <= LongestId && !text.Any(char.IsControl)
            ? new RecipientAddress(text)
            : Wrong("the subscriber's id is missing or too long");
    }
}
