namespace WebhookReceiver.Rules.Matching;

/// <summary>Interprets dots and commas between digits.</summary>
internal static class NumberSeparators
{
    /// <summary>Digits with a decimal point; null for invalid separators.</summary>
    public static string? Normal(string written, bool isGrouped, out bool isOpen)
    {
        isOpen = false;
        var last = isGrouped ? -1 : written.AsSpan().LastIndexOfAny('.', ',');
        if (last < 0)
        {
            return written;
        }

        var first = written.AsSpan().IndexOfAny('.', ',');
        var isMixed =
            written.Contains('.', StringComparison.Ordinal) && written.Contains(',', StringComparison.Ordinal);
        if (isMixed)
        {
            return AreGroups(written[..last]) ? $"{Plain(written[..last])}.{written[(last + 1)..]}" : null;
        }

        if (first != last)
        {
            return AreGroups(written) ? Plain(written) : null;
        }

        isOpen = written.Length - last - 1 == 3 && last is >= 1 and <= 3 && written[0] != '0';
        return isOpen ? written : $"{written[..last]}.{written[(last + 1)..]}";
    }

    /// <summary>1,000,000 and the Indian 10,00,000, all with the same separator.</summary>
    private static bool AreGroups(string written)
    {
        var groups = written.Split('.', ',');
        var separators = written.Where(c => c is '.' or ',').Distinct().Count();
        return separators <= 1
            && groups[0].Length is >= 1 and <= 3
            && (groups.Length == 1 || groups[^1].Length == 3)
            && (groups[1..].All(group => group.Length == 3) || groups[1..^1].All(group => group.Length == 2));
    }

    private static string Plain(string written) => string.Concat(written.Where(char.IsAsciiDigit));
}
