namespace WebhookReceiver.Rules.Matching;

/// <summary>Hours with an ending, and in halves: üçte, üçü çeyrek geçe, 3'e 10 var, dhai baje.</summary>
internal readonly ref struct InflectedHour(FoldedText text, SpokenLanguage language)
{
    private const int Past = 100;
    private const int To = 200;
    private const int LongestNumber = 2;

    public SpokenTime Read(int token)
    {
        if (Take(SpokenPart.Halves, token, out var halves) is > 0 and var words)
        {
            // Without its "o'clock" it is a number.
            var isHour = halves > 1 && Take(SpokenPart.OClock, token + words, out _) > 0;
            return isHour ? InWords(words, halves / 2, 30) : default;
        }

        var taken = Take(SpokenPart.InflectedHour, token, out var value);
        taken = taken > 0 ? taken : Digits(text.WordAt(token), out value);
        if (taken == 0)
        {
            return default;
        }

        return value < Past ? InWords(taken, value, 0) : Beside(token + taken, value, taken);
    }

    /// <summary>The minutes behind the hour, and the word for "past" or "to".</summary>
    private SpokenTime Beside(int token, int value, int taken)
    {
        var sign = value < To ? 1 : -1;
        var amount = AmountAt(token, out var minutes);
        return
            amount > 0
            && Take(SpokenPart.OfHour, token + amount, out var direction) is > 0 and var word
            && direction == sign
            ? InWords(taken + amount + word, value % Past, sign * minutes) with
            {
                IsBare = false,
            }
            : default;
    }

    private static SpokenTime InWords(int taken, int hour, int minutes) =>
        new()
        {
            Taken = taken,
            Hour = hour,
            Minutes = minutes,
            IsBare = true,
            IsInWords = true,
        };

    private int AmountAt(int token, out int minutes)
    {
        if (Take(SpokenPart.Minutes, token, out minutes) is > 0 and var named)
        {
            return named;
        }

        for (var count = Math.Min(LongestNumber, text.Tokens.Length - token); count > 0; count--)
        {
            var words = text.Span(token, token + count);
            minutes = count == 1 && WrittenTime.Digits(words) is >= 0 and var digits ? digits : language.Number(words);
            if (minutes is > 0 and < 60)
            {
                return count;
            }
        }

        return 0;
    }

    private int Take(SpokenPart part, int token, out int value)
    {
        value = 0;
        return token < text.Tokens.Length ? language.Take(part, text, token, out value) : 0;
    }

    /// <summary>3'ü, 8'i, 6'yı before minutes past it; 3'e, 6'ya before minutes to it.</summary>
    private static int Digits(ReadOnlySpan<char> word, out int value)
    {
        var length = word.IndexOfAnyExceptInRange('0', '9');
        value = length is 1 or 2 ? WrittenTime.Digits(word[..length]) : -1;
        if (value is < 0 or > 24)
        {
            return 0;
        }

        value += word[length..] switch
        {
            "u" or "i" or "yi" or "yu" => Past,
            "e" or "a" or "ye" or "ya" => To,
            _ => 0,
        };
        return value >= Past ? 1 : 0;
    }
}
