using System.Globalization;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace WebhookReceiver.Replying;

/// <summary>A placeholder. It prints numbers and times in the format of the text's language.</summary>
internal sealed class PlaceholderStatement(Expression value) : Statement
{
    public override async ValueTask<Completion> WriteToAsync(
        TextWriter writer,
        TextEncoder encoder,
        TemplateContext context
    )
    {
        context.IncrementSteps();
        Write(await value.EvaluateAsync(context), writer, context.CultureInfo);
        return Completion.Normal;
    }

    public static void Write(FluidValue value, TextWriter writer, CultureInfo culture)
    {
        switch (value)
        {
            case ArrayValue list:
                foreach (var item in list.Values)
                {
                    Write(item, writer, culture);
                }

                break;
            case NumberValue:
                writer.Write(value.ToNumberValue().ToString("0.#############################", culture));
                break;
            case DateTimeValue:
                writer.Write(((DateTimeOffset)value.ToObjectValue()).ToString(culture));
                break;
            default:
                writer.Write(value.ToStringValue());
                break;
        }
    }
}

/// <summary><c>capture</c> with the length limit of a text.</summary>
internal sealed class BoundedCapture(string name, List<Statement> statements) : Statement
{
    public override async ValueTask<Completion> WriteToAsync(
        TextWriter writer,
        TextEncoder encoder,
        TemplateContext context
    )
    {
        using var text = new LimitedText(context.CultureInfo);
        var completion = Completion.Normal;
        foreach (var statement in statements)
        {
            completion = await statement.WriteToAsync(text, encoder, context);
            if (completion != Completion.Normal)
            {
                break;
            }
        }

        context.SetValue(name, new StringValue(text.ToString()));
        return completion;
    }
}

/// <summary><c>increment</c> prints a count and adds one; <c>decrement</c> subtracts one and prints.</summary>
internal sealed class CounterStatement(string name, bool isUp) : Statement
{
    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var before = context.GetValue(name) is NumberValue count ? count.ToNumberValue() : 0;
        var after = isUp ? before + 1 : before - 1;
        context.SetValue(name, NumberValue.Create(after));
        PlaceholderStatement.Write(NumberValue.Create(isUp ? before : after), writer, context.CultureInfo);
        return Normal();
    }
}
