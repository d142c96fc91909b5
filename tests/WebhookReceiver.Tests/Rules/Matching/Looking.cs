using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>Helpers for tests of one condition.</summary>
internal static class Looking
{
    public static IncomingMessage Message(string text) => new() { Sender = "447700900123", Text = text };

    public static bool Words(string phrase, string text) =>
        Try(text, v => new WordsCondition([Read(phrase, v)]), out _);

    public static bool Is(string phrase, string text) => Try(text, v => new IsCondition([Read(phrase, v)]), out _);

    public static bool Contains(string part, string text) =>
        Try(text, _ => ContainsCondition.Create([part], out var _)!, out _);

    /// <summary>The captures as "name=value; …"; null if the phrase does not match.</summary>
    public static string? Captured(string phrase, string text, bool whole = false) =>
        Try(
            text,
            v => whole ? new IsCondition([Read(phrase, v)]) : new WordsCondition([Read(phrase, v)]),
            out var captured
        )
            ? captured
            : null;

    public static bool Holds(Func<Vocabulary, Condition> make, IncomingMessage message)
    {
        var vocabulary = new Vocabulary();
        var condition = make(vocabulary);
        using var context = MatchContext.Rent(message, vocabulary);
        var holds = condition.Holds(context);
        return holds;
    }

    public static Phrase Read(string phrase, Vocabulary vocabulary)
    {
        var read = Phrase.Parse(phrase, vocabulary, out var error);
        Assert.Null(error);
        return read!;
    }

    public static string? ErrorOf(string phrase)
    {
        Assert.Null(Phrase.Parse(phrase, new Vocabulary(), out var error));
        return error;
    }

    private static bool Try(string text, Func<Vocabulary, Condition> make, out string captured)
    {
        var vocabulary = new Vocabulary();
        var condition = make(vocabulary);
        using var context = MatchContext.Rent(Message(text), vocabulary);
        var holds = condition.Holds(context);
        captured = string.Join("; ", context.CapturedValues().Select(pair => $"{pair.Key}={pair.Value}"));
        return holds;
    }
}
