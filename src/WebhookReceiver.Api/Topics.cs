namespace WebhookReceiver.Api;

/// <summary>What nobody understood, in groups: <c>GET /api/topics</c>.</summary>
public sealed record Topics
{
    /// <summary>Messages since then were read.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Number of messages that nobody understood, at most the newest 5,000; without those that were dismissed.</summary>
    public required int Messages { get; init; }

    /// <summary>Number of people who wrote them.</summary>
    public required int People { get; init; }

    /// <summary>Number of messages in topics.</summary>
    public required int Grouped { get; init; }

    /// <summary>Number of messages that were left out, since somebody dismissed such a text.</summary>
    public required int Dismissed { get; init; }

    /// <summary>Number of messages that were left out, since the rules of now answer them.</summary>
    public required int Answered { get; init; }

    /// <summary>Whether each topic is a word, since there are too few messages for groups.</summary>
    public bool ByWord { get; init; }

    /// <summary>The topics, the largest first.</summary>
    public required IReadOnlyList<Topic> Items { get; init; }

    /// <summary>Messages of no topic, the newest first, at most 200.</summary>
    public required IReadOnlyList<TopicMessage> Rest { get; init; }
}

/// <summary>Messages about one thing that nobody understood.</summary>
public sealed record Topic
{
    /// <summary>The words that tell it from others.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Number of its messages.</summary>
    public required int Count { get; init; }

    /// <summary>Number of people who wrote them; two at least.</summary>
    public required int People { get; init; }

    /// <summary>When the last one arrived.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>The language of its messages, such as <c>es</c>; <see langword="null"/> if their words do not tell it.</summary>
    public string? Language { get; init; }

    /// <summary>The rule that answers what resembles it most; <see langword="null"/> for a new topic.</summary>
    public NearRule? Nearest { get; init; }

    /// <summary>The messages, the most typical first, at most 100.</summary>
    public required IReadOnlyList<TopicMessage> Messages { get; init; }
}

/// <summary>A rule that is near a topic.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Likeness">From 0.45, near, to 1, the same words.</param>
public sealed record NearRule(string Rule, double Likeness);

/// <summary>A message that nobody understood.</summary>
/// <param name="Id">Number of the message in the journal.</param>
/// <param name="At">When it arrived.</param>
/// <param name="Contact">Name of the contact in addresses.</param>
/// <param name="Text">Its text.</param>
/// <param name="Fits">Whether one of the asked phrases fits it; <see langword="null"/> where none was asked.</param>
public sealed record TopicMessage(string Id, DateTimeOffset At, string Contact, string Text, bool? Fits = null);

/// <summary>Asks which phrases fit messages: <c>POST /api/topics/proposal</c>. Changes nothing.</summary>
public sealed record TopicQuestion
{
    /// <summary>Numbers of the messages that are to be answered.</summary>
    public required IReadOnlyList<string> Messages { get; init; }

    /// <summary>The phrases to count; <see langword="null"/>: propose some.</summary>
    public IReadOnlyList<string>? Phrases { get; init; }
}

/// <summary>Phrases for messages, and what they would do.</summary>
public sealed record TopicProposal
{
    /// <summary>A name for a rule that nobody uses yet.</summary>
    public required string Name { get; init; }

    /// <summary>The phrases.</summary>
    public required IReadOnlyList<ProposedPhrase> Phrases { get; init; }

    /// <summary>The messages, each with whether a phrase fits it.</summary>
    public required IReadOnlyList<TopicMessage> Messages { get; init; }

    /// <summary>Number of these messages that a phrase fits.</summary>
    public required int Answers { get; init; }

    /// <summary>Number of other messages that nobody understood and a phrase fits.</summary>
    public required int Others { get; init; }

    /// <summary>Number of messages that have another answer today and a phrase fits.</summary>
    public required int Taken { get; init; }

    /// <summary>The rule that is near; <see langword="null"/> for a new topic.</summary>
    public NearRule? Nearest { get; init; }
}

/// <summary>A phrase, counted over 30 days.</summary>
/// <param name="Text">The phrase, as <c>when</c> of a rule has it.</param>
/// <param name="Fits">Number of the asked messages that it fits.</param>
/// <param name="Others">Number of other messages that nobody understood and it fits.</param>
/// <param name="Taken">Number of messages that have another answer today and it fits.</param>
/// <param name="Problem">Why it is no phrase; <see langword="null"/> if it is one.</param>
public sealed record ProposedPhrase(string Text, int Fits, int Others, int Taken, string? Problem = null);

/// <summary>Leaves texts out of the topics, or takes them in again: <c>POST /api/topics/dismiss</c>.</summary>
public sealed record TopicDismissal
{
    /// <summary>Numbers of the messages; the same words are left out whoever writes them, later ones as well.</summary>
    public required IReadOnlyList<string> Messages { get; init; }

    /// <summary>Whether they are taken in again.</summary>
    public bool Undo { get; init; }
}

/// <summary>An answer for messages, written into a draft: <c>POST /api/drafts/{id}/answer</c>.</summary>
public sealed record TopicAnswer
{
    /// <summary>Id of the new rule; without <see cref="Reply"/>: of the rule that gets the phrases.</summary>
    public required string Rule { get; init; }

    /// <summary>The phrases.</summary>
    public required IReadOnlyList<string> Phrases { get; init; }

    /// <summary>The answer, in a person's words; <see langword="null"/>: the rule has one already.</summary>
    public string? Reply { get; init; }

    /// <summary>Numbers of messages; of those that a phrase fits, up to five become tests.</summary>
    public IReadOnlyList<string>? Messages { get; init; }

    /// <summary>Numbers of messages that the rule must not answer; up to two become tests.</summary>
    public IReadOnlyList<string>? Not { get; init; }

    /// <summary>File of a new rule; <c>9-from-console.yaml</c> if it is left out.</summary>
    public string? File { get; init; }
}
