using System.Collections.Frozen;

namespace WebhookReceiver.Rules.Matching.Wording;

/// <summary>What people say around an answer, a language at a time: the file talk-words.txt.</summary>
internal static class TalkTable
{
    private static readonly FrozenDictionary<string, string[]> Sections = WordFile.Read("talk-words.txt");

    /// <summary>The entries of a kind in one language, a list for each line.</summary>
    public static IEnumerable<string[]> LinesOf(string language, TalkPart part) =>
        Sections
            .GetValueOrDefault(language, [])
            .Select(line => line.Split(':', 2))
            .Where(line => line[0] == part.ToString())
            .Select(line => line[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>All entries of a kind in one language.</summary>
    public static IEnumerable<string> Of(string language, TalkPart part) =>
        LinesOf(language, part).SelectMany(words => words);
}

/// <summary>What words do in an answer.</summary>
internal enum TalkPart
{
    /// <summary>A form of a verb for cancelling; a line for each verb.</summary>
    Cancel = 0,

    /// <summary>A "no" of its own if a sign follows; else it may deny what follows.</summary>
    No = 1,

    /// <summary>A "no" of its own, whatever follows.</summary>
    Nein = 2,

    /// <summary>An earlier answer is taken back: actually, lieber.</summary>
    Fix = 3,

    /// <summary>Looks like a <see cref="Fix"/> and is none: rather than.</summary>
    Keep = 4,

    /// <summary>A question begins so. With <c>~</c> before it, a name may begin so, too.</summary>
    Ask = 5,

    /// <summary>A question, wherever it stands.</summary>
    Asks = 6,

    /// <summary>A question ends so.</summary>
    End = 7,

    /// <summary>What follows is under a condition.</summary>
    If = 8,

    /// <summary>Who is asked with such a word may answer with a question.</summary>
    Open = 9,

    /// <summary>Stands before a question, besides courtesy: and, but.</summary>
    And = 10,

    /// <summary>Who is counted: people, guests.</summary>
    People = 11,

    /// <summary>Stands before a number of people: for, we are.</summary>
    For = 12,

    /// <summary>A question for a number of people ends so: for how many.</summary>
    HowMany = 13,

    /// <summary>In a question for a name. With <c>~</c> before it, only where the language is listed.</summary>
    Name = 14,

    /// <summary>Before a name: my name is. With <c>~</c> as for <see cref="Name"/>.</summary>
    Intro = 15,

    /// <summary>Behind a name, after an <see cref="Intro"/>: mera naam … hai.</summary>
    Outro = 16,

    /// <summary>Beside a name, and none itself: thanks, please.</summary>
    Polite = 17,

    /// <summary>No name by itself: hello, ok. With <c>~</c> as for <see cref="Name"/>.</summary>
    Hello = 18,

    /// <summary>Gives up what was begun, as a command for cancelling does: forget it.</summary>
    Drop = 19,

    /// <summary>Behind such a command, a clause that says why, or what happens next: I, can't.</summary>
    Reason = 20,

    /// <summary>Before what somebody asks for: an, einen.</summary>
    Article = 21,

    /// <summary>Who says so asks for something: I'd like, can I.</summary>
    Request = 22,

    /// <summary>Tells of the past: was, missed.</summary>
    Was = 23,

    /// <summary>Begins a clause of its own, also without a comma: I, we.</summary>
    Subject = 24,
}
