namespace WebhookReceiver.Rules.Matching;

/// <summary>Numbers of a time in one language, in digits or words: its hour, and its minutes.</summary>
internal readonly ref struct TimeNumbers(FoldedText text, SpokenLanguage language)
{
    private const int LongestNumber = 3;

    /// <summary>Minutes in words or digits: a quarter, ten, 20.</summary>
    public int AmountAt(int token, out int amount)
    {
        amount = 0;
        if (token >= text.Tokens.Length)
        {
            return 0;
        }

        var named = language.Take(SpokenPart.Minutes, text, token, out amount);
        if (named > 0)
        {
            return named;
        }

        var count = NumberAt(token, out amount, out _);
        if (count == 0 || amount is <= 0 or >= 60)
        {
            return 0;
        }

        var isNamed =
            token + count < text.Tokens.Length
            && text.WordAt(token + count)
                is "minutes"
                    or "minute"
                    or "mins"
                    or "min"
                    or "minuten"
                    or "minutos"
                    or "minuti";
        return isNamed ? count + 1
            : amount % 5 == 0 ? count
            : 0;
    }

    public int HourAt(int token, out int hour, out bool inWords)
    {
        var count = NumberAt(token, out hour, out inWords);
        return count > 0 && hour is >= 0 and <= 24 && !(inWords && hour == 0) ? count : 0;
    }

    public int NumberAt(int token, out int number, out bool inWords)
    {
        number = -1;
        inWords = false;
        if (token >= text.Tokens.Length)
        {
            return 0;
        }

        number = WrittenTime.Digits(text.WordAt(token));
        if (number >= 0)
        {
            return 1;
        }

        inWords = true;
        for (var count = Math.Min(LongestNumber, text.Tokens.Length - token); count > 0; count--)
        {
            number = language.Number(text.Span(token, token + count));
            if (number >= 0)
            {
                return count;
            }
        }

        return 0;
    }
}
