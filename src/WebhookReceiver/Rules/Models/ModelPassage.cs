namespace WebhookReceiver.Rules.Models;

/// <summary>A text of the rules folder that a model may choose and word.</summary>
/// <param name="Name">What an answer cites: <c>texts.hours</c>, <c>tables.items: Rye bread</c>, <c>answers.md: parking</c>.</param>
/// <param name="Title">The phrases of a section; empty for the others.</param>
/// <param name="Text">The text, without placeholders.</param>
/// <param name="Ends">From this time on it is no passage; null: never.</param>
internal sealed record ModelPassage(string Name, string Title, string Text, DateTimeOffset? Ends)
{
    /// <summary>What it takes of the room of a question.</summary>
    public int Length => Name.Length + Title.Length + Text.Length;
}
