using System.Globalization;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Tests;

/// <summary><c>at</c>: when the test's message arrives: <c>fri 10:00</c> in a fixed week, or a full date.</summary>
internal static class AtKey
{
    private static readonly string[] LocalFormats =
    [
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss",
    ];
    private static readonly string[] FixedFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    public static void Read(TestDraft test, Node node, Reading reading)
    {
        if (reading.Word(node, "at") is not { } text)
        {
            return;
        }

        if (Parse(text.Trim(), test.Zone) is { } instant)
        {
            test.At = instant;
            return;
        }

        reading.Problems.Error(
            node.Place,
            $"'{text}' is not a time.",
            text.Replace('.', ':') is var mended && Parse(mended.Trim(), test.Zone) is not null
                ? $"Write: at: {mended}"
                : "Write 'fri 10:00', '10:00' or '2026-12-24 10:00', for example."
        );
    }

    private static DateTimeOffset? Parse(string text, TimeZoneInfo zone)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (DateTime.TryParseExact(text, LocalFormats, invariant, DateTimeStyles.None, out var local))
        {
            return TestWeek.In(zone, local);
        }

        return DateTimeOffset.TryParseExact(text, FixedFormats, invariant, DateTimeStyles.None, out var instant)
            ? instant
            : TestWeek.Parse(text, zone);
    }
}
