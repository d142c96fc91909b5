using Fluid;
using Fluid.Ast;
using Fluid.Values;
using WebhookReceiver.Replying.Filters;

namespace WebhookReceiver.Replying;

/// <summary>The source of a loop, if its length is within the limit.</summary>
internal sealed class LoopSource(Expression source, Expression? limit, Expression? offset) : Expression
{
    /// <summary>More than any list that a contact reads on a phone.</summary>
    public const int MostIterations = 1_000;

    public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var value = await source.EvaluateAsync(context);
        long count = ListFilters.ItemCount(value, context);
        if (count > MostIterations && limit is not null)
        {
            count = Arithmetic.Whole(await limit.EvaluateAsync(context));
            count += offset is null ? 0 : Arithmetic.Whole(await offset.EvaluateAsync(context));
        }

        return count > MostIterations
            ? throw new TemplateException($"A loop goes round more than {MostIterations} times.", inner: null)
            : value;
    }
}

/// <summary><c>(1..5)</c>; it stops one item beyond the limit, which is enough to detect the excess.</summary>
internal sealed class BoundedRange(Expression from, Expression to) : Expression
{
    public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var first = Arithmetic.Whole(await from.EvaluateAsync(context));
        var last = Arithmetic.Whole(await to.EvaluateAsync(context));
        var items = new FluidValue[Math.Clamp((long)last - first + 1, 0, LoopSource.MostIterations + 1)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = NumberValue.Create(first + i);
        }

        return new ArrayValue(items);
    }
}

/// <summary>A filtered value; the result is no longer than the limit of a text.</summary>
internal sealed class FilteredExpression(Expression value, TemplateFilter filter, Expression[] arguments) : Expression
{
    public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var input = await value.EvaluateAsync(context);
        var values = arguments.Length == 0 ? FilterArguments.Empty : new FilterArguments();
        foreach (var argument in arguments)
        {
            values.Add(await argument.EvaluateAsync(context));
        }

        var output = await filter.Apply(input, values, context);
        return output is StringValue && output.ToStringValue().Length > LimitedText.Longest
            ? throw new TextTooLongException()
            : output;
    }
}

/// <summary><c>[0]</c>, <c>["name"]</c>; a negative number counts from the end of a list.</summary>
internal sealed class IndexSegment(Expression index) : MemberSegment
{
    public override async ValueTask<FluidValue> ResolveAsync(FluidValue value, TemplateContext context)
    {
        var place = await index.EvaluateAsync(context);
        if (value is not ArrayValue list || place is not NumberValue)
        {
            return await value.GetIndexAsync(place, context);
        }

        var at = Arithmetic.Whole(place);
        at += at < 0 ? list.Values.Count : 0;
        return at >= 0 && at < list.Values.Count ? list.Values[at] : NilValue.Instance;
    }
}
