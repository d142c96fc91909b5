using Microsoft.Extensions.Options;
using PhoneNumbers;

namespace WebhookReceiver.Sending;

/// <summary>
/// Parses numbers into the platform's form: country code first, no <c>+</c>, no leading 0 (protocol sheet, section
/// 4.1).
/// </summary>
internal sealed class PhoneNumberParser(IOptions<SendingOptions> options)
{
    private const int Shortest = 7;
    private const int Longest = 15;

    private readonly string? _region = options.Value.Region?.ToUpperInvariant();

    /// <summary>A number from the platform, or one already normalised.</summary>
    public RecipientAddress OfPlatform(string number) =>
        number.Length is >= Shortest and <= Longest && number[0] != '0' && number.All(char.IsAsciiDigit)
            ? new RecipientAddress(number)
            : OfPerson(number);

    /// <summary>A number that a person wrote.</summary>
    public RecipientAddress OfPerson(string number)
    {
        var text = number.Trim();
        if (text.Length == 0)
        {
            return RecipientAddress.Wrong("there is no number");
        }

        if (text[0] is '+')
        {
            return Parse(text, region: null) is { } written ? Made(written) : Unusable();
        }

        if (text.StartsWith("00", StringComparison.Ordinal))
        {
            return Parse("+" + text[2..], region: null) is { } dialled ? Made(dialled) : Unusable();
        }

        var isLocal = text[0] is '0';
        var abroad = isLocal ? null : Valid(Parse("+" + text, region: null));
        var atHome = _region is null ? null : Valid(Parse(text, _region));
        return (abroad, atHome) switch
        {
            ({ } one, { } other) when !one.Equals(other) => RecipientAddress.Wrong(
                $"the number could be one of country code {one.CountryCode} or one of {_region}; write it with + and its country code"
            ),
            ({ } one, _) => Made(one),
            (_, { } other) => Made(other),
            _ when isLocal && _region is null => RecipientAddress.Wrong(
                "the number has no country code; write it with +, or set Sending:Region"
            ),
            _ => Unusable(),
        };
    }

    private static RecipientAddress Unusable() =>
        RecipientAddress.Wrong("this is no phone number that can be reached; write it with + and its country code");

    private static RecipientAddress Made(PhoneNumber number)
    {
        if (!PhoneNumberUtil.GetInstance().IsPossibleNumber(number))
        {
            return Unusable();
        }

        var text = PhoneNumberUtil.GetInstance().Format(number, PhoneNumberFormat.E164);
        return new RecipientAddress(text[1..]);
    }

    private static PhoneNumber? Valid(PhoneNumber? number) =>
        number is not null && PhoneNumberUtil.GetInstance().IsValidNumber(number) ? number : null;

    private static PhoneNumber? Parse(string text, string? region)
    {
        // The library reads letters as keys ("1-800-FLOWERS"); here they are a phone-book name.
        if (text.Any(char.IsLetter))
        {
            return null;
        }

        try
        {
            return PhoneNumberUtil.GetInstance().Parse(text, region);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}

/// <summary>The address of a recipient, or the problem with it.</summary>
/// <param name="Text">Number or id, in the platform's form.</param>
/// <param name="Problem">The problem, without the number itself; <see langword="null"/>: none.</param>
internal readonly record struct RecipientAddress(string Text, string? Problem = null)
{
    private const int LongestId = 64;

    public static RecipientAddress Wrong(string problem) => new("", problem);

    /// <summary>A subscriber's id, unchanged.</summary>
    public static RecipientAddress Of(string id)
    {
        var text = id.Trim();
        return text.Length is > 0 and <= LongestId && !text.Any(char.IsControl)
            ? new RecipientAddress(text)
            : Wrong("the subscriber's id is missing or too long");
    }
}
