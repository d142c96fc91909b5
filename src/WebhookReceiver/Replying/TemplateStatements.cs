using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using WebhookReceiver.Replying.Filters;

namespace WebhookReceiver.Replying;

/// <summary>Text between placeholders and tags.</summary>
internal sealed class TextStatement(string text) : Statement
{
    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        writer.Write(text);
        return Normal();
    }
}

/// <summary>A placeholder. Numbers and times are printed as the language of the text does it.</summary>
internal sealed class PlaceholderStatement(Expression value) : Statement
{
    public override async ValueTask<Completion> WriteToAsync(
        TextWriter writer,
        TextEncoder encoder,
        TemplateContext context
    )
    {
        context.IncrementSteps();
        writer.Write(Text(await value.EvaluateAsync(context), context));
        return Completion.Normal;
    }

    private static string Text(FluidValue value, TemplateContext context) =>
        value is ArrayValue list
            ? string.Concat(list.Values.Select(item => Text(item, context)))
            : TextFilters.Text(value, context.CultureInfo);
}

/// <summary>One way that a choice may go; without a condition it is taken if no other was.</summary>
internal sealed record TemplateBranch(Expression? Condition, bool IsNegated, List<Statement> Statements);

/// <summary>What <c>if</c>, <c>unless</c> and <c>case</c> come to; <c>case</c> takes every branch that holds.</summary>
internal sealed class ChoiceStatement(List<TemplateBranch> branches, bool takesAll) : Statement
{
    public override async ValueTask<Completion> WriteToAsync(
        TextWriter writer,
        TextEncoder encoder,
        TemplateContext context
    )
    {
        context.IncrementSteps();
        var taken = false;
        foreach (var branch in branches)
        {
            if (!await IsTakenAsync(branch, taken, context))
            {
                continue;
            }

            taken = true;
            foreach (var statement in branch.Statements)
            {
                var completion = await statement.WriteToAsync(writer, encoder, context);
                if (completion != Completion.Normal)
                {
                    return completion;
                }
            }

            if (!takesAll)
            {
                break;
            }
        }

        return Completion.Normal;
    }

    private static async ValueTask<bool> IsTakenAsync(TemplateBranch branch, bool taken, TemplateContext context) =>
        branch.Condition is null
            ? !taken
            : (await branch.Condition.EvaluateAsync(context)).ToBooleanValue() != branch.IsNegated;
}

/// <summary>What <c>capture</c> holds is no longer than a text may be.</summary>
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

/// <summary><c>increment</c> prints a count and adds one; <c>decrement</c> takes one off and prints.</summary>
internal sealed class CounterStatement(string name, bool isUp) : Statement
{
    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var before = context.GetValue(name) is NumberValue count ? count.ToNumberValue() : 0;
        var after = isUp ? before + 1 : before - 1;
        context.SetValue(name, NumberValue.Create(after));
        writer.Write(TextFilters.Text(NumberValue.Create(isUp ? before : after)));
        return Normal();
    }
}
