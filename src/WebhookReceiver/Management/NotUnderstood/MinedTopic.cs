namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>Messages about one thing that nobody understood.</summary>
/// <param name="Words">The words that tell it from others, for its title.</param>
/// <param name="Texts">The texts, the most typical first.</param>
internal sealed record MinedTopic(IReadOnlyList<string> Words, IReadOnlyList<HeardText> Texts)
{
    public IEnumerable<HeardMessage> Messages => Texts.SelectMany(text => text.Messages);

    /// <summary>The rule that answers what resembles it most; null for a new topic.</summary>
    public (string Rule, float Likeness)? Nearest { get; init; }
}

/// <summary>What the miner found.</summary>
/// <param name="Topics">The groups, the largest first.</param>
/// <param name="Rest">One of a kind.</param>
/// <param name="IsByWord">Too few messages for groups: each topic is a word.</param>
internal sealed record MinedTopics(IReadOnlyList<MinedTopic> Topics, IReadOnlyList<HeardText> Rest, bool IsByWord);
