using System.Globalization;
using PickyAssist.Simulator.Calling;

namespace PickyAssist.Simulator.Scripts;

/// <summary>Describes the answer, and its difference from the expectation.</summary>
internal static class Comparison
{
    /// <returns>Empty if the answer is as expected; else the lines of a readable difference.</returns>
    public static IReadOnlyList<string> Of(Expectation expected, Attempt attempt, DateTimeOffset at)
    {
        if (attempt.Error is { } error)
            return Differ(Words(expected), [$"({error})"]);

        return InstantReply.Read(attempt.Answer!, at) switch
        {
            InstantReply.Unreadable unreadable => Differ(Words(expected), [$"({unreadable.Error})"]),
            InstantReply.Message message => IsAsExpected(expected, message)
                ? []
                : Differ(Words(expected), Words(message)),
            _ => expected is { Answer: null, Has: [], Media: null, Delay: null }
                ? []
                : Differ(Words(expected), ["(silence)"]),
        };
    }

    private static bool IsAsExpected(Expectation expected, InstantReply.Message message)
    {
        var text = message.Content.Text ?? "";
        return !expected.Silent
            && (expected.Answer is null || expected.Answer == text.TrimEnd('\n'))
            && expected.Has.All(part => text.Contains(part, StringComparison.Ordinal))
            && (expected.Media is null || expected.Media == message.Content.Media?.Url)
            && (expected.Delay is null || expected.Delay == message.Delay);
    }

    private static List<string> Words(Expectation expected)
    {
        if (expected.Silent)
            return ["(silence)"];

        List<string> words = [];
        if (expected.Delay is { } delay)
            words.Add(After(delay));
        if (expected.Media is { } media)
            words.Add($"[{media}]");
        if (expected.Answer is { } answer)
            words.AddRange(answer.Split('\n'));
        words.AddRange(expected.Has.Select(part => $"(a text with: {part})"));
        if (words.Count == 0)
            words.Add("(any answer)");
        return words;
    }

    private static List<string> Words(InstantReply.Message message)
    {
        List<string> words = [];
        if (message.Delay > 0)
            words.Add(After(message.Delay));
        if (message.Content.Media?.Url is { } media)
            words.Add($"[{media}]");
        if (message.Content.Location is { } place)
            words.Add($"[a location: {place.Name}]");
        if (message.Content.Contact is not null)
            words.Add("[a contact card]");
        if (message.Content.Text is { } text)
            words.AddRange(text.TrimEnd('\n').Split('\n'));
        return words;
    }

    private static string After(int seconds) => string.Create(CultureInfo.InvariantCulture, $"(after {seconds} s)");

    /// <summary>Common lines at the beginning and at the end appear once.</summary>
    private static List<string> Differ(List<string> expected, List<string> came)
    {
        var shorter = Math.Min(expected.Count, came.Count);
        var before = 0;
        while (before < shorter && expected[before] == came[before])
            before++;
        var after = 0;
        while (after < shorter - before && expected[^(after + 1)] == came[^(after + 1)])
            after++;

        return
        [
            .. expected.Take(before).Select(line => $"    {line}"),
            .. expected.Skip(before).SkipLast(after).Select(line => $"  - {line}"),
            .. came.Skip(before).SkipLast(after).Select(line => $"  + {line}"),
            .. expected.TakeLast(after).Select(line => $"    {line}"),
        ];
    }
}
