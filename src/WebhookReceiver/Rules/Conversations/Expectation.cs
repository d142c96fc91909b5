using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>The accepted answers to a question. Pure.</summary>
internal abstract class Expectation
{
    /// <summary>Any words but a question of the contact's own.</summary>
    public static Expectation Anything { get; } = new AnyText(takesQuestions: false);

    /// <summary>Any words, also a question: <c>expect: text</c>.</summary>
    public static Expectation AnyWords { get; } = new AnyText(takesQuestions: true);

    /// <summary>What kind of value an answer is.</summary>
    public abstract AnswerType Type { get; }

    /// <summary>Whether a question of the contact's own may be an answer; false for any text unless the rule says so.</summary>
    public virtual bool TakesQuestions => true;

    /// <summary>Whether a question about an answer names it, too: "how much is the haircut?".</summary>
    public virtual bool IsAskedAbout => false;

    /// <summary>Whether an answer is a day, for reference by another question.</summary>
    public virtual bool IsDay => false;

    /// <summary>The variables of an answer.</summary>
    public virtual IEnumerable<string> CaptureNames(string name) => [name];

    /// <summary>The text after <c>expect</c> as a person would write it.</summary>
    public abstract string Describe();

    /// <summary>The question that must be answered first; null: none.</summary>
    public virtual string? On => null;

    /// <summary>What is printed with numbers below the question; empty for nothing.</summary>
    public virtual ImmutableArray<string> ChoicesFor(IncomingMessage message) => [];

    /// <summary>Whether the message is one of the choices, word for word.</summary>
    public virtual bool Names(MatchContext context) => false;

    /// <summary>Whether these words choose nothing before anybody asks: "a bike", where there are e-bikes, too.</summary>
    public virtual bool IsGeneral(FoldedText text, ulong words) => false;

    /// <summary>What the message answers, as variables; <see langword="null"/> if it is no answer.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="known">Captures and answers so far.</param>
    /// <param name="context">The message.</param>
    public AnswerReading Read(string name, IReadOnlyList<KeyValuePair<string, string>> known, MatchContext context)
    {
        var mark = context.CaptureMark;
        var strips = context.Strips;
        context.Strip(true);
        var reading = Judge(name, known, context);
        if (reading.Kind == AnswerKind.Taken)
        {
            reading = AnswerReading.Taken([.. context.CapturedValues().Skip(mark)], reading.Words);
        }

        context.Strip(strips);
        context.ForgetCaptures(mark);
        return reading;
    }

    /// <summary>The same for something known already, in words.</summary>
    public AnswerReading ReadKnown(
        string name,
        string value,
        IReadOnlyList<KeyValuePair<string, string>> known,
        MatchContext context
    )
    {
        using var other = context.RentFor(value);
        other.Context = context.Context;
        return Read(name, known, other);
    }

    /// <summary>A reading as the contact should see it.</summary>
    public virtual string Shown(string reading, MatchContext context) => reading;

    /// <summary>Both readings, as a question in the language of the conversation; empty if the kind has none.</summary>
    public virtual string AskWhich(IReadOnlyList<string> readings, MatchContext context) => "";

    /// <summary>Whether the message is an answer; of one that is taken the context carries the variables.</summary>
    protected virtual AnswerReading Judge(
        string name,
        IReadOnlyList<KeyValuePair<string, string>> known,
        MatchContext context
    ) => Fits(name, context) ? AnswerReading.Taken([]) : AnswerReading.NotUnderstood;

    /// <summary>The same where there is nothing but yes and no.</summary>
    protected virtual bool Fits(string name, MatchContext context) => false;

    private sealed class AnyText(bool takesQuestions) : Expectation
    {
        public override AnswerType Type => AnswerType.Text;

        public override bool TakesQuestions => takesQuestions;

        public override string Describe() => "text";

        protected override bool Fits(string name, MatchContext context)
        {
            var written = context.Message.Text.Trim();
            context.CaptureValue(name, written);
            return written.Length > 0;
        }
    }
}

/// <summary>A value of a type that is as it is written, anywhere in the answer: "it is 4711, thanks".</summary>
internal sealed class TypeExpected(PlainSlotType type) : Expectation
{
    public override AnswerType Type =>
        type is DigitsSlot or CodeSlot or PhoneSlot ? AnswerType.Digits : AnswerType.Written;

    public override string Describe() => type.Name;

    public override IEnumerable<string> CaptureNames(string name) => type.CaptureNames(name);

    protected override AnswerReading Judge(
        string name,
        IReadOnlyList<KeyValuePair<string, string>> known,
        MatchContext context
    )
    {
        for (var token = 0; token < context.Text.Tokens.Length; token++)
        {
            if (type.TryRead(context, token, out var value) is > 0 and var taken)
            {
                type.Capture(context, name, token, value);
                return AnswerReading.Taken([], AnswerReading.Bits(token, token + taken));
            }
        }

        return AnswerReading.NotUnderstood;
    }
}

/// <summary>An image or other media; the value is its address.</summary>
internal sealed class MediaExpected(MessageKind kind) : Expectation
{
    public override AnswerType Type => AnswerType.Media;

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

/// <summary>What kind of value an answer is.</summary>
internal enum AnswerType
{
    Text = 0,
    Media = 1,
    Number = 2,
    Day = 3,
    Time = 4,
    Choice = 5,

    /// <summary>Digits, a code, a phone number.</summary>
    Digits = 6,

    /// <summary>An e-mail or web address, or a row of a table.</summary>
    Written = 7,
}
