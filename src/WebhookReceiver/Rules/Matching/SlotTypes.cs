using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>The values a typed slot accepts. <see cref="TryRead"/> reads from one word of the text on; pure.</summary>
internal abstract class SlotType
{
    /// <summary>The name written in a rule: <c>digits</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a value at this word of the message's text.</summary>
    /// <returns>The number of its words, 0 if there is none; and the value.</returns>
    public abstract int TryRead(MatchContext context, int token, out string value);

    /// <summary>The variables of a slot of this type.</summary>
    public virtual IEnumerable<string> CaptureNames(string slot) => [slot];

    /// <summary>Fills the variables with the value at this word.</summary>
    public virtual void Capture(MatchContext context, string slot, int token, string value) =>
        context.CaptureValue(slot, value);
}

/// <summary>
/// The types allowed after the colon of a slot: the common ones, and those of the folder's settings and tables.
/// </summary>
/// <param name="own">The types of the folder.</param>
internal sealed class SlotTypes(IReadOnlyList<SlotType> own)
{
    private static readonly SlotType[] OfEveryFolder =
    [
        new NumberSlot(),
        new DigitsSlot(null),
        new CodeSlot(),
        new TimeSlot(),
        new EmailSlot(),
        new UrlSlot(),
        new PhoneSlot(),
    ];

    private readonly Dictionary<string, SlotType> _byName = OfEveryFolder
        .Concat(own)
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The types independent of a folder.</summary>
    public static SlotTypes Common { get; } = new([]);

    public IReadOnlyList<string> Names => [.. OfEveryFolder.Concat(own).Select(type => type.Name)];

    /// <summary>The type of this name, or null. <c>digits 6</c> is a type with a length.</summary>
    public SlotType? Find(string name) =>
        _byName.TryGetValue(name, out var type) ? type
        : name.StartsWith("digits ", StringComparison.Ordinal) && ParseLength(name[7..]) is { } length
            ? new DigitsSlot(length)
        : null;

    private static int? ParseLength(string text) =>
        int.TryParse(text.Trim(), CultureInfo.InvariantCulture, out var length) && length is > 0 and <= 40
            ? length
            : null;
}
