namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>What became of a message, as far as its row tells. The numbers are stored.</summary>
internal enum LineFate
{
    /// <summary>A rule answered with something.</summary>
    Answered = 0,

    /// <summary>A rule, or an opt-out, wants silence.</summary>
    Silent = 1,

    /// <summary>No rule answered.</summary>
    None = 2,

    /// <summary>A person was to answer.</summary>
    Handover = 3,

    /// <summary>It has no answer yet, or never got one.</summary>
    Open = 4,
}

/// <summary>What the index knows of a message. No number: the contact is a keyed hash.</summary>
/// <param name="Id">Number of the message's row in the journal.</param>
/// <param name="Contact">The contact's hash.</param>
/// <param name="At">Arrival in ticks, UTC.</param>
/// <param name="Micros">Time to decide.</param>
/// <param name="Folded">The words of message and answer, folded.</param>
internal readonly record struct IndexedLine(
    long Id,
    string Contact,
    long At,
    string Channel,
    string Project,
    string Language,
    string? Rule,
    LineFate Fate,
    long Micros,
    string Folded
);

/// <summary>Makes the words of a text comparable; the rules know how.</summary>
internal delegate string FoldText(string text);
