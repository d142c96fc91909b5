using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>Pastes a printed cure as a person would: the line, the value or the name that it writes out.</summary>
internal static partial class CurePaste
{
    /// <summary>True if the cure writes out what to paste.</summary>
    public static bool IsLiteral(string cure) => Meant().IsMatch(cure) || Written().IsMatch(cure);

    /// <summary>The file with the cure in place of what stands at this line and column.</summary>
    public static string Into(string file, int line, int column, string cure)
    {
        var lines = file.Split('\n');
        var typed = lines[line - 1];
        var before = typed[..Math.Min(column - 1, typed.Length)];
        var at = typed[before.Length..];
        if (Meant().Match(cure) is { Success: true } meant)
        {
            lines[line - 1] = before + meant.Groups[1].Value + at[LengthOfName(at)..];
            return string.Join('\n', lines);
        }

        var text = Written().Match(cure).Groups[1].Value;
        if (LineLike().IsMatch(text) && !IsInside(before))
        {
            var indent = typed.Length - typed.TrimStart(' ').Length;
            // A key after a dash keeps its dash.
            var dash = text.StartsWith("- ", StringComparison.Ordinal) ? "" : Dashes().Match(typed[indent..]).Value;
            lines[line - 1] = typed[..indent] + dash + text;
        }
        else
        {
            lines[line - 1] = before + text + (IsInside(before) ? at[LengthOfPart(at)..] : "");
        }

        return string.Join('\n', lines);
    }

    /// <summary>True within the brackets of a list or map.</summary>
    private static bool IsInside(string before) =>
        before.LastIndexOfAny(['[', '{']) is var open && open >= 0 && before.IndexOfAny([']', '}'], open) < 0;

    private static int LengthOfName(string text) =>
        text is ['"' or '\'', ..] ? text.IndexOf(text[0], 1) + 1 : Name().Match(text).Length;

    private static int LengthOfPart(string text)
    {
        var from = text is ['"' or '\'', ..] ? text.IndexOf(text[0], 1) + 1 : 0;
        var end = text.IndexOfAny([',', ']', '}'], from);
        return end < 0 ? text.Length : end;
    }

    [GeneratedRegex("Did you mean '(?<cure>.+?)'\\?", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Meant();

    [GeneratedRegex(
        @"Write(?: a blank after the colon)?: (?<cure>.+?)(?: \((?:the rule's|a comment).*\))?$",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Written();

    [GeneratedRegex(@"^(?:- |# |[\w-]+:(?: |$))", RegexOptions.None, 1_000)]
    private static partial Regex LineLike();

    [GeneratedRegex(@"^(?:- +)*", RegexOptions.None, 1_000)]
    private static partial Regex Dashes();

    [GeneratedRegex(@"^[^\s:,\]\}\[\{""'|>]+", RegexOptions.None, 1_000)]
    private static partial Regex Name();
}
