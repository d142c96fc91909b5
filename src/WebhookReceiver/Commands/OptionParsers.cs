using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using WebhookReceiver.Rules.Parsing.Keys;

namespace WebhookReceiver.Commands;

/// <summary>Options whose values people write in more than one way. The same words mean the same in every culture.</summary>
internal static class OptionParsers
{
    private const int YearDigits = 4;

    /// <summary>An address. Whether it is of use is judged where all orders are judged.</summary>
    public static Option<Uri?> Address(string name, string description) =>
        new(name)
        {
            Description = description,
            CustomParser = result =>
                Uri.TryCreate(WordOf(result), UriKind.RelativeOrAbsolute, out var address)
                    ? address
                    : Refuse<Uri?>(result, "not an address; write https://www.example.com/picture.jpg, for example"),
        };

    /// <summary>An instant; without an offset in the time of this machine.</summary>
    public static Option<DateTimeOffset?> Instant(string name, string description) =>
        new(name)
        {
            Description = description,
            CustomParser = result =>
                InstantOf(WordOf(result))
                ?? Refuse<DateTimeOffset?>(result, "not a time; write 2027-01-31T09:00+01:00, for example"),
        };

    /// <summary>A length of time: <c>30s</c>, <c>2m</c>, seconds as a plain number, or <c>00:02:00</c>.</summary>
    public static Option<TimeSpan> Duration(string name, string description, TimeSpan otherwise) =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result =>
                DurationOf(WordOf(result))
                ?? Refuse<TimeSpan>(result, "not a length of time; write 30s, 2m or 00:02:00, for example"),
        };

    private static string WordOf(ArgumentResult result) => result.Tokens[0].Value.Trim();

    // A day first or a month first: nobody can tell, so the year comes first.
    private static DateTimeOffset? InstantOf(string word) =>
        word.Length > YearDigits
        && word.AsSpan(0, YearDigits).IndexOfAnyExceptInRange('0', '9') < 0
        && DateTimeOffset.TryParse(
            word,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeLocal | DateTimeStyles.AllowWhiteSpaces,
            out var instant
        )
            ? instant
            : null;

    private static TimeSpan? DurationOf(string word)
    {
        if (Durations.Parse(word) is { } written)
        {
            return written;
        }

        // The runtime reads a plain "30" as thirty days.
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return
            word.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(word, CultureInfo.InvariantCulture, out var time)
            && time >= TimeSpan.Zero
            ? time
            : null;
    }

    private static T? Refuse<T>(ArgumentResult result, string why)
    {
        result.AddError($"'{result.Tokens[0].Value}' is {why}.");
        return default;
    }
}
