using Fluid;
using Fluid.Filters;
using Fluid.Values;

namespace WebhookReceiver.Replying.Filters;

/// <summary>List filters that differ from Fluid's.</summary>
internal static class ListFilters
{
    public static FilterDelegate Sort { get; } = By(StringComparer.Ordinal);

    public static FilterDelegate SortNatural { get; } = By(StringComparer.OrdinalIgnoreCase);

    public static ValueTask<FluidValue> Size(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        NumberValue.Create(input is StringValue ? input.ToStringValue().Length : ItemCount(input, context));

    /// <summary>The items of a list or a map; 0 for other values.</summary>
    public static int ItemCount(FluidValue value, TemplateContext context)
    {
        if (value is ArrayValue list)
        {
            return list.Values.Count;
        }

        var count = 0;
        if (value is DictionaryValue)
        {
            foreach (var _ in value.Enumerate(context))
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>Keeps empty items between two separators.</summary>
    public static async ValueTask<FluidValue> Split(
        FluidValue input,
        FilterArguments arguments,
        TemplateContext context
    )
    {
        var parts = ((ArrayValue)await StringFilters.Split(input, arguments, context)).Values;
        return new ArrayValue(Array.FindAll([.. parts], part => part.ToStringValue().Length > 0));
    }

    public static ValueTask<FluidValue> Join(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var glue = arguments.Count == 0 ? " " : TextFilters.Text(arguments.At(0));
        if (input is not ArrayValue list)
        {
            return input;
        }

        var texts = new string[list.Values.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = TextFilters.Text(list.Values[i]);
        }

        return new StringValue(string.Join(glue, texts));
    }

    /// <summary>Compares the texts, or their members with the name of the first argument.</summary>
    private static FilterDelegate By(StringComparer comparer) =>
        async (input, arguments, context) =>
        {
            if (input is not ArrayValue list)
            {
                return input;
            }

            var name = arguments.Count == 0 ? "" : arguments.At(0).ToStringValue();
            var items = list.Values.ToArray();
            var keys = new FluidValue[items.Length];
            for (var i = 0; i < items.Length; i++)
            {
                keys[i] = name.Length == 0 ? items[i] : await items[i].GetValueAsync(name, context);
            }

            Array.Sort(keys, items, Comparer<FluidValue>.Create(Compare));
            return new ArrayValue(items);

            int Compare(FluidValue left, FluidValue right) =>
                left is NumberValue && right is NumberValue
                    ? left.ToNumberValue().CompareTo(right.ToNumberValue())
                    : comparer.Compare(TextFilters.Text(left), TextFilters.Text(right));
        };
}
