namespace WebhookReceiver.Rules.Matching;

/// <summary>What a character is to the matcher, after folding.</summary>
internal enum CharClass : byte
{
    /// <summary>Ends a word: blanks, most punctuation.</summary>
    Separator = 0,

    /// <summary>Leaves no trace: zero-width characters, accents of scripts that strip them, skin tones.</summary>
    Dropped = 1,

    /// <summary>Part of a word.</summary>
    Letter = 2,

    /// <summary>Part of a word, and a digit 0-9.</summary>
    Digit = 3,

    /// <summary>A letter of a script without blanks: a word of its own, so that phrases match inside running text.</summary>
    RunningLetter = 4,

    /// <summary>A mark that belongs to the letter before it (Hindi, Thai); stays.</summary>
    Mark = 5,

    /// <summary>A word of its own: emoji, currency signs.</summary>
    Symbol = 6,

    /// <summary>Vanishes between letters, separates elsewhere.</summary>
    Apostrophe = 7,

    /// <summary>Vanishes in abbreviations (c.o.d.), stays between digits, separates elsewhere.</summary>
    Dot = 8,

    /// <summary>Comma and colon: stay between digits, separate elsewhere.</summary>
    DigitJoiner = 9,
}
