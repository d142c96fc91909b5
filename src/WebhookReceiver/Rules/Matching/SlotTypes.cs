using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>The values a typed slot accepts. <see cref="Read"/> reads from one word of the text on; pure.</summary>
internal abstract class SlotType
{
    /// <summary>The name written in a rule: <c>digits</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a value at this word of the message's text.</summary>
    /// <param name="context">The message.</param>
    /// <param name="token">The word.</param>
    /// <param name="use">The use of the value.</param>
    /// <param name="readings">Receives the possible values: one, several, or none that is certain.</param>
    /// <returns>The number of words, 0 if there is nothing of this type.</returns>
    public abstract int Read(MatchContext context, int token, SlotUse use, Readings readings);

    /// <summary>Whether the text denies the value of these words, or names it as the last of several.</summary>
    public virtual bool IsDenied(MatchContext context, int first, int end, SlotUse use) => false;

    /// <summary>Whether a word beside these ones makes the value a bound of what is meant: before friday.</summary>
    public virtual bool IsBound(MatchContext context, int first, int end) => false;

    /// <summary>The number of words here that may stand before a value in a phrase: on, this, el.</summary>
    public virtual int Lead(MatchContext context, int token) => 0;

    /// <summary>The number of words here that may stand between a value and the rest of a phrase: que viene.</summary>
    public virtual int Trail(MatchContext context, int token) => 0;

    /// <summary>Alternatives that follow a value in a phrase: "or monday". Adds their values.</summary>
    /// <returns>The number of their words.</returns>
    public virtual int Further(MatchContext context, int end, Readings readings) => 0;

    /// <summary>Whether its values are days.</summary>
    public virtual bool IsDay => false;

    /// <summary>The variables of a slot of this type.</summary>
    public virtual IEnumerable<string> CaptureNames(string slot) => [slot];

    /// <summary>Fills the variables with the value at this word.</summary>
    public virtual void Capture(MatchContext context, string slot, int token, string value) =>
        context.CaptureValue(slot, value);
}

/// <summary>A literal type: the text is the value, without doubt.</summary>
internal abstract class PlainSlotType : SlotType
{
    /// <returns>The number of its words, 0 if there is none; and the value.</returns>
    public abstract int TryRead(MatchContext context, int token, out string value);

    public sealed override int Read(MatchContext context, int token, SlotUse use, Readings readings)
    {
        var taken = TryRead(context, token, out var value);
        if (taken > 0)
        {
            readings.Add(value);
        }

        return taken;
    }
}

/// <summary>
/// The types allowed after the colon of a slot: the common ones, and those of the folder's settings and tables.
/// </summary>
/// <param name="languages">The languages of days, times and numbers.</param>
/// <param name="own">The types of the folder.</param>
internal sealed class SlotTypes(SpokenLanguages languages, IReadOnlyList<SlotType> own)
{
    private readonly SlotType[] _ofEveryFolder =
    [
        new NumberSlot(languages),
        new DigitsSlot(null),
        new CodeSlot(),
        new TimeSlot(languages),
        new EmailSlot(),
        new UrlSlot(),
        new PhoneSlot(),
    ];

    /// <summary>The types independent of a folder.</summary>
    public static SlotTypes Common { get; } = new(SpokenLanguages.English, []);

    /// <summary>The languages of days, times and numbers.</summary>
    public SpokenLanguages Languages => languages;

    public IReadOnlyList<string> Names => [.. _ofEveryFolder.Concat(own).Select(type => type.Name)];

    /// <summary>The type of this name, or null. <c>digits 6</c> is a type with a length.</summary>
    public SlotType? Find(string name) =>
        _ofEveryFolder.Concat(own).FirstOrDefault(type => type.Name == name) is { } type ? Prepared(type)
        : name.StartsWith("digits ", StringComparison.Ordinal) && ParseLength(name[7..]) is { } length
            ? new DigitsSlot(length)
        : null;

    /// <summary>Hours and numbers of days may be words: their tables are built now, so that no message waits for them.</summary>
    private SlotType Prepared(SlotType type)
    {
        if (type is TimeSlot or DateSlot)
        {
            languages.Prepare();
        }

        return type;
    }

    private static int? ParseLength(string text) =>
        int.TryParse(text.Trim(), CultureInfo.InvariantCulture, out var length) && length is > 0 and <= 40
            ? length
            : null;
}
