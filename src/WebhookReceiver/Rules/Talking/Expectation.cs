using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Talking;

/// <summary>What counts as an answer to a question. Pure.</summary>
internal abstract class Expectation
{
    /// <summary>Any words.</summary>
    public static Expectation Anything { get; } = new AnyText();

    /// <summary>Whether an answer is a day, which another question may refer to.</summary>
    public virtual bool IsDay => false;

    /// <summary>The variables that an answer fills.</summary>
    public virtual IEnumerable<string> CaptureNames(string name) => [name];

    /// <summary>As a person would write it behind <c>expect</c>.</summary>
    public abstract string Describe();

    /// <summary>What of this kind stands in a message that is no answer, for who asks why; null if nothing does.</summary>
    public virtual string? Found(MatchContext context) => null;

    /// <summary>What is printed with numbers below the question; empty for nothing.</summary>
    public virtual ImmutableArray<string> Choices => [];

    /// <summary>Whether the message is one of the choices, word for word.</summary>
    public virtual bool Names(MatchContext context) => false;

    /// <summary>What the message answers, as variables; <see langword="null"/> if it is no answer.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="known">What was captured and answered so far.</param>
    /// <param name="context">The message.</param>
    public IReadOnlyList<KeyValuePair<string, string>>? Read(
        string name,
        IReadOnlyList<KeyValuePair<string, string>> known,
        MatchContext context
    )
    {
        var mark = context.CaptureMark;
        var strips = context.Strips;
        context.Strip(true);
        var captures = Fits(name, known, context) ? context.CapturedValues() : null;
        context.Strip(strips);
        context.ForgetCaptures(mark);
        return captures is null ? null : [.. captures.Skip(mark)];
    }

    /// <summary>The same for something known already, in words.</summary>
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

    /// <summary>The same where what was answered before makes no difference.</summary>
    protected abstract bool Fits(string name, MatchContext context);

    /// <summary>Whether the message is an answer; then the context carries it under the name.</summary>
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

/// <summary>A whole number from one bound to the other, and no other number beside it.</summary>
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

/// <summary>One of these, as it was written in the rule.</summary>
internal sealed class ChoiceExpected(ImmutableArray<string> choices) : Expectation
{
    private readonly Choosing _choosing = new(choices);

    public override ImmutableArray<string> Choices => _choosing.IsNumbered && choices.Length > 1 ? choices : [];

    public override string Describe() => $"[{string.Join(", ", choices)}]";

    public override bool Names(MatchContext context) => _choosing.Names(context.Text);

    protected override bool Fits(string name, MatchContext context)
    {
        var at = _choosing.ByLabel(context.Text);
        at = at == -1 && _choosing.IsNumbered ? _choosing.ByNumber(context.Text) : at;
        if (at >= 0)
        {
            context.CaptureValue(name, choices[at]);
        }

        return at >= 0;
    }
}

/// <summary>A picture or another medium; the value is its address.</summary>
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
