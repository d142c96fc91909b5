namespace WebhookReceiver.Rules.Matching;

/// <summary>Numbers in words, in the languages of the conversation: drei, two and a half, anderthalb Kilo.</summary>
internal readonly ref struct NumbersInWords(SpokenLanguages languages, MatchContext context)
{
    private const int HalfAnHour = 30;

    private readonly FoldedText _text = context.Text;

    /// <summary>The number that is the whole message but for courtesy and a unit; -1 if there is none.</summary>
    public decimal Whole(SpokenLanguage language)
    {
        for (var length = _text.Tokens.Length; length > 0; length--)
        {
            for (var first = 0; first + length <= _text.Tokens.Length; first++)
            {
                var number = At(language, first, length);
                if (number >= 0 && IsAllSaid(language, first, first + length, out var half))
                {
                    return half ? number + 0.5m : number;
                }
            }
        }

        return -1;
    }

    /// <summary>Whether another number stands outside these words: "2 or three", "two adults and 1 kid".</summary>
    public bool AreBeside(int first, int end)
    {
        for (var token = 0; token < _text.Tokens.Length; token++)
        {
            if ((token < first || token >= end) && !languages.IsCourtesy(_text, token) && IsOther(token))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number that a single word is in any of the languages; 0 for none.</summary>
    public int Value(int token)
    {
        foreach (var language in languages.Spoken(context))
        {
            var word = _text.WordAt(token);
            if (language.Number(word) is > 0 and var number && !languages.IsCommonElsewhere(language, word))
            {
                return number;
            }
        }

        return 0;
    }

    /// <summary>The number of words for a half behind a number: and a half, y medio, buçuk; 0: there are none.</summary>
    public static int Half(SpokenLanguage language, FoldedText text, int token)
    {
        if (token >= text.Tokens.Length)
        {
            return 0;
        }

        var behind = language.Take(SpokenPart.Behind, text, token, out var minutes);
        var half = language.Take(SpokenPart.Halves, text, token, out var halves);
        return behind > 0 && minutes == HalfAnHour ? behind
            : half > 0 && halves == 1 ? half
            : 0;
    }

    /// <summary>"one" is a number only before what is counted: "3 adults and one child".</summary>
    private bool IsOther(int token) =>
        Value(token) switch
        {
            0 => false,
            1 => token + 1 < _text.Tokens.Length
                && _text.WordAt(token + 1) is not "of"
                && SpokenTable.IsCounted(_text.WordAt(token + 1)),
            _ => true,
        };

    private decimal At(SpokenLanguage language, int first, int length)
    {
        if (language.Take(SpokenPart.Halves, _text, first, out var halves) == length)
        {
            return halves / 2m;
        }

        var words = _text.Span(first, first + length);
        // "yes we do" is no two.
        var isWord =
            length == _text.Tokens.Length || length > 1 || !languages.IsCommonElsewhere(language, _text.WordAt(first));
        return isWord ? language.Number(words) : -1;
    }

    private bool IsAllSaid(SpokenLanguage language, int first, int end, out bool half)
    {
        // "do teen log" may be two or three.
        for (var token = 0; token < _text.Tokens.Length; token++)
        {
            if ((token < first || token >= end) && language.Number(_text.WordAt(token)) > 1)
            {
                half = false;
                return false;
            }
        }

        end += IsUnit(end) ? 1 : 0;
        var behind = Half(language, _text, end);
        half = behind > 0;
        end += behind;
        end += IsUnit(end) ? 1 : 0;
        return languages.IsAllSaid(_text, first, end);
    }

    private bool IsUnit(int token) => token < _text.Tokens.Length && SpokenTable.IsUnit(_text.WordAt(token));
}
