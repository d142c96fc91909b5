using System.Globalization;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Reads small whole numbers as the platform spells them: 2, "2", and to be safe 2.0 and 2e0 (protocol sheet, section
/// 1.3).
/// </summary>
internal static class WireNumber
{
    /// <summary>The number; -1 for another value; null if there is no value.</summary>
    public static int? Read(ReadOnlySpan<byte> body, RawValue rawValue)
    {
        if (!rawValue.IsScalar || rawValue.Length == 0)
        {
            return null;
        }

        return rawValue.Of(body) is [>= (byte)'0' and <= (byte)'9' and var digit]
            ? digit - '0'
            : Parse(RawValueText.Read(body, rawValue));
    }

    private static int? Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return isNumber && number is >= 0 and <= int.MaxValue && double.IsInteger(number) ? (int)number : -1;
    }
}
