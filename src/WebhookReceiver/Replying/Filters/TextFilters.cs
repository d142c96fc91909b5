using System.Globalization;
using Fluid;
using Fluid.Filters;
using Fluid.Values;

namespace WebhookReceiver.Replying.Filters;

/// <summary>Text filters that differ from Fluid's or depend on the language.</summary>
internal static class TextFilters
{
    public static FilterDelegate Upcase { get; } = Of((text, _) => text.ToUpperInvariant());

    public static FilterDelegate Downcase { get; } = Of((text, _) => text.ToLowerInvariant());

    public static FilterDelegate Capitalize { get; } = Of((text, _) => Capital(text));

    public static FilterDelegate Append { get; } = OfAny((text, arguments) => text + Text(arguments.At(0)));

    public static FilterDelegate Prepend { get; } = OfAny((text, arguments) => Text(arguments.At(0)) + text);

    public static FilterDelegate Truncate { get; } =
        Of(
            (text, arguments) =>
            {
                var length = arguments.Count > 0 ? Arithmetic.Whole(arguments.At(0)) : 50;
                var mark = arguments.Count > 1 ? Text(arguments.At(1)) : "...";
                return text.Length <= length
                    ? text
                    : string.Concat(text.AsSpan(0, Math.Max(length - mark.Length, 0)), mark);
            }
        );

    /// <summary>A replacement for an empty or blank value.</summary>
    public static ValueTask<FluidValue> Default(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        string.IsNullOrWhiteSpace(Text(input)) ? Or(arguments.At(0)) : Or(input);

    public static ValueTask<FluidValue> Replace(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        arguments.At(0).ToStringValue().Length == 0 ? input : StringFilters.Replace(input, arguments, context);

    /// <summary>A value as text; the same in every language.</summary>
    public static string Text(FluidValue value) =>
        value switch
        {
            NumberValue => Arithmetic.Plain(value.ToNumberValue()).ToString(CultureInfo.InvariantCulture),
            DateTimeValue => ((DateTimeOffset)value.ToObjectValue()).ToString(CultureInfo.InvariantCulture),
            _ => value.ToStringValue(),
        };

    private static FluidValue Or(FluidValue value) =>
        value is NumberValue or BooleanValue ? new StringValue(Text(value)) : value;

    private static string Capital(string text)
    {
        var first = text.Length - text.TrimStart().Length;
        return first == text.Length
            ? text
            : $"{text[..first]}{char.ToUpperInvariant(text[first])}{text[(first + 1)..].ToLowerInvariant()}";
    }

    private static FilterDelegate Of(Func<string, FilterArguments, string> change) =>
        (input, arguments, _) => input.IsNil() ? input : new StringValue(change(Text(input), arguments));

    private static FilterDelegate OfAny(Func<string, FilterArguments, string> change) =>
        (input, arguments, _) => new StringValue(change(Text(input), arguments));
}
