using System.Globalization;
using Fluid;
using Fluid.Values;

namespace WebhookReceiver.Replying.Filters;

/// <summary>
/// Arithmetic. Two whole numbers give a whole number; a number from text, or with a point, gives a decimal. Text that
/// is no number fails instead of counting as zero.
/// </summary>
internal static class Arithmetic
{
    /// <summary>These zeros after the point mark a decimal. They never print.</summary>
    private const decimal Exactly = 1.0000000000m;

    public static FilterDelegate Plus { get; } = Of((left, right) => left + right);

    public static FilterDelegate Minus { get; } = Of((left, right) => left - right);

    public static FilterDelegate Times { get; } = Of((left, right) => left * right);

    public static FilterDelegate Modulo { get; } = Of((left, right) => left % right);

    public static FilterDelegate DividedBy { get; } =
        Of(
            (left, right) => left / right,
            (left, right) => decimal.Truncate(left / right) // whole numbers round towards zero
        );

    public static FilterDelegate Ceil { get; } = Of(decimal.Ceiling);

    public static FilterDelegate Floor { get; } = Of(decimal.Floor);

    public static ValueTask<FluidValue> Abs(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        Exact(Math.Abs(Read(input) ?? 0));

    public static ValueTask<FluidValue> AtLeast(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        (Read(input), Read(arguments.At(0))) is ({ } number, { } least) ? Exact(Math.Max(number, least)) : input;

    public static ValueTask<FluidValue> AtMost(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        (Read(input), Read(arguments.At(0))) is ({ } number, { } most) ? Exact(Math.Min(number, most)) : input;

    public static ValueTask<FluidValue> Round(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var places = arguments.Count == 0 ? 0 : Read(arguments.At(0));
        return Read(input) is { } number && places is >= 0 and <= 28
            ? Exact(Math.Round(number, (int)places))
            : NilValue.Instance;
    }

    /// <summary>The number of a value.</summary>
    /// <exception cref="FormatException">The value is no number.</exception>
    public static decimal Number(FluidValue value) =>
        value is NumberValue
            ? Plain(value.ToNumberValue())
            : decimal.Parse(TextFilters.Text(value), NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>The number with the digits as written or calculated.</summary>
    public static decimal Plain(decimal number) =>
        NumberValue.GetScale(number) == NumberValue.GetScale(Exactly) && number == decimal.Truncate(number)
            ? decimal.Truncate(number)
            : number;

    public static int Whole(FluidValue value) => Convert.ToInt32(Number(value));

    private static decimal? Read(FluidValue value) =>
        value is NumberValue ? Plain(value.ToNumberValue())
        : decimal.TryParse(value.ToStringValue(), NumberStyles.Any, CultureInfo.InvariantCulture, out var number)
            ? number
        : null;

    private static FilterDelegate Of(Func<decimal, decimal> change) =>
        (input, _, _) => Read(input) is { } number ? Exact(change(number)) : NilValue.Instance;

    private static FilterDelegate Of(
        Func<decimal, decimal, decimal> exact,
        Func<decimal, decimal, decimal>? whole = null
    ) =>
        (input, arguments, _) =>
        {
            var other = arguments.At(0);
            if (input.IsNil() || other.IsNil())
            {
                return NilValue.Instance;
            }

            return IsWhole(input) && IsWhole(other)
                ? NumberValue.Create((whole ?? exact)(Number(input), Number(other)))
                : Exact(exact(Number(input), Number(other)));
        };

    private static bool IsWhole(FluidValue value) =>
        value is NumberValue && NumberValue.GetScale(value.ToNumberValue()) == 0;

    private static NumberValue Exact(decimal number) =>
        NumberValue.Create(NumberValue.GetScale(number) == 0 ? number * Exactly : number);
}
