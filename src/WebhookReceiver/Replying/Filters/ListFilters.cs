using Fluid;
using Fluid.Filters;
using Fluid.Values;

namespace WebhookReceiver.Replying.Filters;

/// <summary>What is done to lists where Fluid does it in another way.</summary>
internal static class ListFilters
{
    public static FilterDelegate Sort { get; } = By(StringComparer.Ordinal);

    public static FilterDelegate SortNatural { get; } = By(StringComparer.OrdinalIgnoreCase);

    public static ValueTask<FluidValue> Size(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        NumberValue.Create(
            input switch
            {
                ArrayValue list => list.Values.Count,
                DictionaryValue => input.GetValueAsync("size", context).Result.ToNumberValue(),
                StringValue => input.ToStringValue().Length,
                _ => 0,
            }
        );

    /// <summary>Nothing between two separators is left out.</summary>
    public static ValueTask<FluidValue> Split(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var text = TextFilters.Text(input);
        var separator = TextFilters.Text(arguments.At(0));
        if (string.IsNullOrWhiteSpace(text))
        {
            return new ArrayValue([input]);
        }

        return separator.Length == 0
            ? Letters(text)
            : new ArrayValue(
                Array.ConvertAll(
                    text.Split(separator, StringSplitOptions.RemoveEmptyEntries),
                    FluidValue (part) => new StringValue(part)
                )
            );
    }

    public static ValueTask<FluidValue> Join(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var glue = arguments.Count == 0 ? " " : TextFilters.Text(arguments.At(0));
        return input is ArrayValue list
            ? new StringValue(string.Join(glue, list.Values.Select(TextFilters.Text)))
            : input;
    }

    public static ValueTask<FluidValue> Reverse(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        input is ArrayValue ? ArrayFilters.Reverse(input, arguments, context) : input;

    public static ArrayValue Letters(string text) =>
        new(Array.ConvertAll(text.ToCharArray(), FluidValue (letter) => new StringValue(letter.ToString())));

    /// <summary>By the texts, or by what they have under the name of the first argument.</summary>
    private static FilterDelegate By(StringComparer comparer) =>
        (input, arguments, context) =>
        {
            if (input is not ArrayValue list)
            {
                return input;
            }

            var items = new List<FluidValue>(list.Values);
            var name = arguments.Count > 0 ? arguments.At(0).ToStringValue() : "";
            items.Sort((left, right) => Compare(Key(left), Key(right)));
            return new ArrayValue(items);

            FluidValue Key(FluidValue item) =>
                name.Length == 0 ? item : item.GetValueAsync(name, context).Result;

            int Compare(FluidValue left, FluidValue right) =>
                left is NumberValue && right is NumberValue
                    ? left.ToNumberValue().CompareTo(right.ToNumberValue())
                    : comparer.Compare(TextFilters.Text(left), TextFilters.Text(right));
        };
}
