using WebhookReceiver.Rules.Matching.Slots;

namespace WebhookReceiver.Rules.Matching;

/// <summary>The types that may stand behind the colon of a slot: those every folder has, and those that hang on its settings and tables.</summary>
internal sealed class SlotTypes(IReadOnlyDictionary<string, SlotType> own)
{
    private static readonly string[] Plain = ["number", "digits", "code", "time", "email", "url", "phone"];

    /// <summary>The types that need no folder.</summary>
    public static SlotTypes Common { get; } = new(new Dictionary<string, SlotType>(StringComparer.Ordinal));

    public IReadOnlyList<string> Names => [.. Plain, .. own.Keys];

    /// <summary>The type of this name, or null. <c>digits 6</c> is a type with a length.</summary>
    public SlotType? Find(string name) =>
        name switch
        {
            "number" => new NumberSlot(),
            "digits" => new DigitsSlot(null),
            "code" => new CodeSlot(),
            "email" => new EmailSlot(),
            "url" => new UrlSlot(),
            "phone" => new PhoneSlot(),
            "time" => new TimeSlot(),
            _ when name.StartsWith("digits ", StringComparison.Ordinal) && ReadLength(name[7..]) is { } length =>
                new DigitsSlot(length),
            _ => own.TryGetValue(name, out var type) ? type : null,
        };

    private static int? ReadLength(string text) =>
        int.TryParse(text.Trim(), System.Globalization.CultureInfo.InvariantCulture, out var length)
        && length is > 0 and <= 40
            ? length
            : null;
}
