namespace WebhookReceiver.Rules.Matching.Wording;

/// <summary>A language to speak.</summary>
/// <param name="Index">Its position among those of the folder.</param>
/// <param name="IsTold">Whether the message itself tells it; then it is remembered.</param>
/// <param name="Cause">Why it is spoken.</param>
internal readonly record struct DetectedLanguage(int Index, bool IsTold, LanguageCause Cause)
{
    /// <summary>The phrase that tells it; null for another cause.</summary>
    public string? Phrase { get; init; }
}

/// <summary>Why a language is spoken.</summary>
internal enum LanguageCause
{
    /// <summary>Nothing tells it: the letters, or the first of the settings.</summary>
    Nothing = 0,

    /// <summary>The contact has chosen it: the variable <c>language</c>.</summary>
    Chosen = 1,

    /// <summary>The phrase that matched.</summary>
    Phrase = 2,

    /// <summary>The words of the message.</summary>
    Words = 3,

    /// <summary>The conversation so far.</summary>
    Conversation = 4,
}
