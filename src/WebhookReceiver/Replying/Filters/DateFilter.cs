using System.Globalization;
using Fluid;
using Fluid.Filters;
using Fluid.Values;

namespace WebhookReceiver.Replying.Filters;

/// <summary><c>date</c> with the letters of <c>strftime</c>; other values stay unchanged.</summary>
internal static class DateFilter
{
    /// <summary>Letters that Fluid interprets differently.</summary>
    private static readonly (string Written, string Meant)[] Letters =
    [
        ("%-H", "%k"),
        ("%c", "%a %b %d %T %Y"),
        ("%N", "%6N"),
        ("%x", "%D"),
        ("%X", "%T"),
    ];

    public static ValueTask<FluidValue> Date(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var format = TextFilters.Text(arguments.At(0));
        if (string.IsNullOrWhiteSpace(format) || TimeOf(input, (TemplateRendering.Context)context) is not { } time)
        {
            return input;
        }

        foreach (var (written, meant) in Letters)
        {
            format = format.Replace(written, meant, StringComparison.Ordinal);
        }

        return MiscFilters.Date(new DateTimeValue(time), new(new StringValue(format)), context);
    }

    private static DateTimeOffset? TimeOf(FluidValue input, TemplateRendering.Context context)
    {
        switch (input)
        {
            case DateTimeValue:
                return (DateTimeOffset)input.ToObjectValue();
            case NumberValue:
                return DateTimeOffset.FromUnixTimeSeconds((long)Arithmetic.Number(input));
            default:
                var text = TextFilters.Text(input);
                return text.ToUpperInvariant() is "NOW" or "TODAY" ? context.Message.ReceivedAt
                    : DateTimeOffset.TryParse(text, context.Language.Dates, DateTimeStyles.None, out var time) ? time
                    : null;
        }
    }
}
