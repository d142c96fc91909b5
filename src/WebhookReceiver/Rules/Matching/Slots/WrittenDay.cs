namespace WebhookReceiver.Rules.Matching;

/// <summary>A day of the month in one word with digits.</summary>
internal static class WrittenDay
{
    /// <summary>14, 14th, 1st, 1er, 21'i.</summary>
    public static int Number(ReadOnlySpan<char> word, out bool isOrdinal)
    {
        var digits = word.IndexOfAnyExceptInRange('0', '9');
        var number = NumericDay.Number(digits < 0 ? word : word[..digits]);
        var ending = digits < 0 ? default : word[digits..];
        isOrdinal =
            ending
                is "st"
                    or "nd"
                    or "rd"
                    or "th"
                    or "er"
                    or "o"
                    or "inde"
                    or "unde"
                    or "inda"
                    or "unda"
                    or "sinde"
                    or "sinda";
        var isDay = ending.IsEmpty || isOrdinal || ending is "a" or "e" or "i" or "u" or "si" or "ye";
        return isDay && number is >= 1 and <= 31 ? number : 0;
    }
}
