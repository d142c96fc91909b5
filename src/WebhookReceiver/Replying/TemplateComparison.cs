using System.Collections.Frozen;
using System.Globalization;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using WebhookReceiver.Replying.Filters;

namespace WebhookReceiver.Replying;

/// <summary>
/// A comparison of two values. A contact's input is text, so a number equals its spelling; two texts compare
/// alphabetically, even if both are digits.
/// </summary>
internal sealed class TemplateComparison(Expression left, Func<FluidValue, FluidValue, bool> holds, Expression right)
    : Expression
{
    private static readonly FrozenDictionary<string, Func<FluidValue, FluidValue, bool>> Operators = new Dictionary<
        string,
        Func<FluidValue, FluidValue, bool>
    >(StringComparer.Ordinal)
    {
        ["=="] = AreEqual,
        ["!="] = (left, right) => !AreEqual(left, right),
        ["<>"] = (left, right) => !AreEqual(left, right),
        ["<"] = (left, right) => Order(left, right) < 0,
        [">"] = (left, right) => Order(left, right) > 0,
        ["<="] = (left, right) => Order(left, right) <= 0,
        [">="] = (left, right) => Order(left, right) >= 0,
        ["contains"] = Contains,
        ["startsWith"] = (left, right) =>
            Edge(left, right, "first", static (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        ["endsWith"] = (left, right) =>
            Edge(left, right, "last", static (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The comparison of an operator; null if it is none.</summary>
    public static Func<FluidValue, FluidValue, bool>? Find(string sign) => Operators.GetValueOrDefault(sign);

    public static TemplateComparison Not(Expression condition) =>
        new(condition, static (left, _) => !left.ToBooleanValue(), TemplateParser.Nothing);

    public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context) =>
        BooleanValue.Create(holds(await left.EvaluateAsync(context), await right.EvaluateAsync(context)));

    public static bool AreEqual(FluidValue left, FluidValue right) =>
        (left, right) switch
        {
            (EmptyValue, _) => IsEmpty(right),
            (_, EmptyValue) => IsEmpty(left),
            (BlankValue, _) => IsBlank(right),
            (_, BlankValue) => IsBlank(left),
            (NumberValue, StringValue) or (StringValue, NumberValue) => string.Equals(
                TextFilters.Text(left),
                TextFilters.Text(right),
                StringComparison.Ordinal
            ),
            _ => left.IsNil() ? right.IsNil() : left.Equals(right),
        };

    /// <summary>Below 0, 0, above 0; null if a value is missing.</summary>
    /// <exception cref="FormatException">The left value is a number and the right one is none.</exception>
    private static int? Order(FluidValue left, FluidValue right) =>
        left.IsNil() || right.IsNil() ? null
        : left is NumberValue ? left.ToNumberValue().CompareTo(Arithmetic.Number(right))
        : CultureInfo.InvariantCulture.CompareInfo.Compare(TextFilters.Text(left), TextFilters.Text(right));

    private static bool Contains(FluidValue left, FluidValue right) =>
        !right.IsNil()
        && (
            left is StringValue
                ? left.ToStringValue().Contains(TextFilters.Text(right), StringComparison.Ordinal)
                : left is ArrayValue list && list.Values.Contains(right)
        );

    private static bool Edge(FluidValue left, FluidValue right, string end, Func<string, string, bool> isEdge) =>
        left switch
        {
            StringValue => right is StringValue && isEdge(left.ToStringValue(), right.ToStringValue()),
            ArrayValue { Values: { Count: > 0 } values } => AreEqual(
                values[end is "first" ? 0 : values.Count - 1],
                right
            ),
            _ => false,
        };

    private static bool IsEmpty(FluidValue value) =>
        value switch
        {
            StringValue => value.ToStringValue().Length == 0,
            ArrayValue list => list.Values.Count == 0,
            _ => false,
        };

    private static bool IsBlank(FluidValue value) =>
        value.IsNil()
        || (value is BooleanValue && !value.ToBooleanValue())
        || (value is StringValue ? string.IsNullOrWhiteSpace(value.ToStringValue()) : IsEmpty(value));
}
