using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>The accepted answers to a question. Pure.</summary>
internal abstract class Expectation
{
    /// <summary>Any words.</summary>
    public static Expectation Anything { get; } = new AnyText();

    /// <summary>Whether an answer is a day, for reference by another question.</summary>
    public virtual bool IsDay => false;

    /// <summary>The variables of an answer.</summary>
    public virtual IEnumerable<string> CaptureNames(string name) => [name];

    /// <summary>The text after <c>expect</c> as a person would write it.</summary>
    public abstract string Describe();

    /// <summary>
    /// A value of this kind in a message that is no answer, for <c>explain</c>; null if there is none.
    /// </summary>
    public virtual string? Found(MatchContext context) => null;

    /// <summary>The answer in the message, as variables; <see langword="null"/> if it is none.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="known">Captures and answers so far.</param>
    /// <param name="context">The message.</param>
    public IReadOnlyList<KeyValuePair<string, string>>? Read(
        string name,
        IReadOnlyList<KeyValuePair<string, string>> known,
        MatchContext context
    )
    {
        var mark = context.CaptureMark;
        var captures = Fits(name, known, context) ? context.CapturedValues() : null;
        context.ForgetCaptures(mark);
        return captures is null ? null : [.. captures.Skip(mark)];
    }

    /// <summary>The same for a known value, as text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? ReadKnown(
        string name,
        string value,
        IReadOnlyList<KeyValuePair<string, string>> known,
        MatchContext context
    )
    {
        using var other = context.RentFor(value);
        return Read(name, known, other);
    }

    /// <summary>The same if earlier answers do not matter.</summary>
    protected abstract bool Fits(string name, MatchContext context);

    /// <summary>Whether the message is an answer; then the context has it under the name.</summary>
    protected virtual bool Fits(string name, IReadOnlyList<KeyValuePair<string, string>> known, MatchContext context) =>
        Fits(name, context);

    private sealed class AnyText : Expectation
    {
        public override string Describe() => "text";

        protected override bool Fits(string name, MatchContext context)
        {
            var written = context.Message.Text.Trim();
            context.CaptureValue(name, written);
            return written.Length > 0;
        }
    }
}

/// <summary>A value of a type, anywhere in the answer: "it is 4711, thanks"; or a row of a table.</summary>
internal sealed class TypeExpected(SlotType type) : Expectation
{
    public override bool IsDay => type.Name == "date";

    public override string Describe() => type.Name;

    public override IEnumerable<string> CaptureNames(string name) => type.CaptureNames(name);

    protected override bool Fits(string name, MatchContext context)
    {
        for (var token = 0; token < context.Text.Tokens.Length; token++)
        {
            if (type.TryRead(context, token, out var value) > 0)
            {
                type.Capture(context, name, token, value);
                return true;
            }
        }

        return false;
    }
}

/// <summary>A whole number within bounds, and no other number beside it.</summary>
internal sealed class RangeExpected(long least, long most) : Expectation
{
    private readonly NumberSlot _number = new();

    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"{least}-{most}");

    public override string? Found(MatchContext context)
    {
        var numbers = new List<string>();
        for (var token = 0; token < context.Text.Tokens.Length; token++)
        {
            if (_number.TryRead(context, token, out var value) > 0)
            {
                numbers.Add(value);
            }
        }

        return numbers.Count == 0 ? null : string.Join(" and ", numbers);
    }

    protected override bool Fits(string name, MatchContext context)
    {
        long? found = null;
        for (var token = 0; token < context.Text.Tokens.Length; token++)
        {
            if (_number.TryRead(context, token, out var value) == 0)
            {
                continue;
            }

            var isIn =
                long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= least
                && number <= most;
            if (!isIn || found is not null)
            {
                return false;
            }

            found = number;
        }

        context.CaptureValue(name, found?.ToString(CultureInfo.InvariantCulture) ?? "");
        return found is not null;
    }
}

/// <summary>One of these choices, in the rule's spelling.</summary>
internal sealed class ChoiceExpected(ImmutableArray<string> choices) : Expectation
{
    private readonly ImmutableArray<string> _folded = [.. choices.Select(FoldedText.Of)];

    public override string Describe() => $"[{string.Join(", ", choices)}]";

    protected override bool Fits(string name, MatchContext context)
    {
        var at = Choosing.Among(context.Text.Chars, _folded);
        if (at >= 0)
        {
            context.CaptureValue(name, choices[at]);
        }

        return at >= 0;
    }
}

/// <summary>An image or other media; the value is its address.</summary>
internal sealed class MediaExpected(MessageKind kind) : Expectation
{
    public override string Describe() => kind.ToString().ToLowerInvariant();

    protected override bool Fits(string name, MatchContext context)
    {
        if (context.Message is not { MediaUrl: { } address } || context.Message.Kind != kind)
        {
            return false;
        }

        context.CaptureValue(name, address);
        return true;
    }
}
