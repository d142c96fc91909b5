using System.Globalization;
using Microsoft.Extensions.Options;
using WebhookReceiver.Storage.Contacts;

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
        WhatsAppAddress.NumberOf(number) is { } digits ? new RecipientAddress(digits)
        : number.Length is >= Shortest and <= Longest && number[0] != '0' && number.All(char.IsAsciiDigit)
            ? new RecipientAddress(number)
        : OfPerson(number);

    /// <summary>A number that a person or another program wrote.</summary>
    public RecipientAddress OfPerson(string written)
    {
        if (written.AsSpan().Trim().IsEmpty)
        {
            return RecipientAddress.Wrong("there is no number");
        }

        if (WrittenNumber.Read(written) is not { } text)
        {
            return Unusable();
        }

        if (text.StartsWith('+'))
        {
            return OfInternational(text);
        }

        if (text.StartsWith("00", StringComparison.Ordinal))
        {
            return OfInternational("+" + text[2..]);
        }

        // The blank of "(0)7400" says the same as a 0 in front: it is dialled at home.
        var isLocal = text.TrimStart('(', ' ').StartsWith('0');
        var abroad = isLocal ? null : NumberPlan.Reachable("+" + text);
        var atHome = _region is null ? null : AtHome(text);
        return (abroad, atHome) switch
        {
            ({ } one, { } other) when one != other => RecipientAddress.Wrong(
                $"the number could be one of country code {CodeOf(one)} or one of {_region}; write it with + and its country code"
            ) with
            {
                Readings = $"+{one} or +{other}",
            },
            ({ } one, _) => new RecipientAddress(one),
            (_, { } other) => new RecipientAddress(other),
            _ when isLocal && _region is null => RecipientAddress.Wrong(
                "the number has no country code; write it with +, or set Sending:Region"
            ),
            _ => Unusable(),
        };
    }

    /// <summary>The digits of a number that may be one the platform wrote; <see langword="null"/>: it cannot be.</summary>
    public static string? AsWritten(string written)
    {
        var digits =
            WrittenNumber.Read(written) is { } text && !text.Any(char.IsLetter) ? WrittenNumber.DigitsOf(text) : "";
        return digits.Length is >= Shortest and <= Longest && digits[0] != '0' ? digits : null;
    }

    private static RecipientAddress Unusable() =>
        RecipientAddress.Wrong("this is not a phone number that can be reached; write it with + and its country code");

    private static RecipientAddress OfInternational(string text) =>
        NumberPlan.International(text) is { } number ? new RecipientAddress(number) : Unusable();

    private string? AtHome(string text)
    {
        if (NumberPlan.Valid(NumberPlan.Parse(text, _region)) is { } number)
        {
            return NumberPlan.Digits(number);
        }

        // Without a country code an old Brazilian mobile is known only by its region.
        var digits = WrittenNumber.DigitsOf(text).TrimStart('0');
        return _region is "BR" ? NumberPlan.Reachable($"+55{digits}") : null;
    }

    private static string CodeOf(string digits) =>
        NumberPlan.Parse("+" + digits, region: null) is { } number
            ? number.CountryCode.ToString(CultureInfo.InvariantCulture)
            : digits[..2];
}

/// <summary>The address of a recipient, or the problem with it.</summary>
/// <param name="Text">Number or id, in the platform's form.</param>
/// <param name="Problem">The problem, without the number itself; <see langword="null"/>: none.</param>
internal readonly record struct RecipientAddress(string Text, string? Problem = null)
{
    private const int LongestId = 64;

    /// <summary>The numbers that it could be, for its writer only: never for a log or a stored detail.</summary>
    public string? Readings { get; init; }

    /// <summary>The problem with both readings, for the writer of the number.</summary>
    public string? ProblemForWriter => Readings is null ? Problem : $"{Problem}: {Readings}";

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
