using System.Text.RegularExpressions;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies.Said;

/// <summary>One kind of markup.</summary>
/// <param name="Sign">What every one of it has.</param>
/// <param name="Pattern">How it looks; the group <c>t</c> is the text or name inside.</param>
/// <param name="Instead">What to write instead; null if it is none after all.</param>
internal sealed record Markup(string Sign, string Pattern, Func<MarkupPart, PlaceholderNames, string?> Instead)
{
    // Linear, because a text may be long.
    private readonly Lazy<Regex> _regex = new(() =>
        new Regex(Pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
    );

    /// <summary>Markdown's bold text, which a page of answers may have.</summary>
    public bool IsMarkdown { get; init; }

    /// <summary>Not looked for inside an internet address or the path of a file.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Adds what is found and does not overlap with what is there.</summary>
    public void AddTo(List<TextPart> found, string plain, PlaceholderNames names)
    {
        foreach (Match match in _regex.Value.Matches(plain))
        {
            var isElsewhere =
                IsPlain && (PlainText.IsInAddress(plain, match.Index) || PlainText.IsInPath(plain, match.Index));
            if (
                !isElsewhere
                && !PlainText.IsCode(plain, match.Index)
                && !found.Exists(part => part.Offset < match.Index + match.Length && match.Index < part.End)
                && Instead(new MarkupPart(plain, match), names) is { } instead
            )
            {
                found.Add(new TextPart(match.Index, match.Length, instead));
            }
        }
    }
}

/// <summary>Markup in a text.</summary>
internal readonly struct MarkupPart(string plain, Match match)
{
    public string Written => match.Value;

    public string Text => match.Groups["t"].Value;

    public string Url => match.Groups["url"].Value;

    public string Tag => match.Groups["tag"].Value;

    /// <summary>No letter, digit or sign of the same kind stands beside it.</summary>
    public bool IsApart => !Belongs(Before, match.Value[0]) && !Belongs(After, match.Value[^1]);

    /// <summary><c>20 %</c>.</summary>
    public bool FollowsNumber => plain.AsSpan(0, match.Index).TrimEnd() is [.., var last] && char.IsDigit(last);

    /// <summary>A digit, a sign of the end, or a word of two letters stands before it.</summary>
    public bool EndsSentence =>
        plain.AsSpan(0, match.Index) is [.., var other, var last]
        && (
            char.IsDigit(last)
            || ".!?)".Contains(last, StringComparison.Ordinal)
            || (char.IsLetter(last) && char.IsLetter(other))
        );

    /// <summary>What stands behind the backslash; null for an apostrophe that is none.</summary>
    public string? Escaped => Text[0] == '\'' && !char.IsLetter(Before) ? null : Text;

    private char Before => match.Index == 0 ? ' ' : plain[match.Index - 1];

    private char After => match.Index + match.Length == plain.Length ? ' ' : plain[match.Index + match.Length];

    private static bool Belongs(char neighbour, char sign) => char.IsLetterOrDigit(neighbour) || neighbour == sign;
}
