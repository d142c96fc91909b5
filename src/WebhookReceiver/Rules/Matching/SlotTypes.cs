using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>What a typed slot accepts. <see cref="Read"/> looks at the text from one word on; pure.</summary>
internal abstract class SlotType
{
    /// <summary>The name written in a rule: <c>digits</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a value that begins at this word of the message's text.</summary>
    /// <param name="context">The message.</param>
    /// <param name="token">The word.</param>
    /// <param name="use">What it is read for.</param>
    /// <param name="readings">Takes what may be meant: one value, several, or none that is sure.</param>
    /// <returns>How many words it takes, 0 if there is nothing of this type.</returns>
    public abstract int Read(MatchContext context, int token, SlotUse use, Readings readings);

    /// <summary>The variables of a slot of this type.</summary>
    public virtual IEnumerable<string> CaptureNames(string slot) => [slot];

    /// <summary>Fills the variables with the value at this word.</summary>
    public virtual void Capture(MatchContext context, string slot, int token, string value) =>
        context.CaptureValue(slot, value);
}

/// <summary>A type of which nobody can be in doubt: what is written is the value.</summary>
internal abstract class PlainSlotType : SlotType
{
    /// <returns>How many words it takes, 0 if there is none; and the value.</returns>
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

/// <summary>The types that may stand behind the colon of a slot: those every folder has, and those that hang on its settings and tables.</summary>
/// <param name="languages">In which days, times and numbers are said.</param>
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

    /// <summary>The types that need no folder.</summary>
    public static SlotTypes Common { get; } = new(SpokenLanguages.English, []);

    /// <summary>In which days, times and numbers are said.</summary>
    public SpokenLanguages Languages => languages;

    public IReadOnlyList<string> Names => [.. _ofEveryFolder.Concat(own).Select(type => type.Name)];

    /// <summary>The type of this name, or null. <c>digits 6</c> is a type with a length.</summary>
    public SlotType? Find(string name) =>
        _ofEveryFolder.Concat(own).FirstOrDefault(type => type.Name == name) is { } type ? Prepared(type)
        : name.StartsWith("digits ", StringComparison.Ordinal) && ParseLength(name[7..]) is { } length
            ? new DigitsSlot(length)
        : null;

    /// <summary>Hours may be words: they are made now, so that no message has to wait for them.</summary>
    private SlotType Prepared(SlotType type)
    {
        if (type is TimeSlot)
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
