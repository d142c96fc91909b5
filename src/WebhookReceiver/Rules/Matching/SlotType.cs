namespace WebhookReceiver.Rules.Matching;

/// <summary>What a typed slot accepts. <see cref="TryRead"/> looks at the text from one word on; pure.</summary>
internal abstract class SlotType
{
    /// <summary>The name written in a rule: <c>digits</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a value that begins at this word.</summary>
    /// <returns>How many words it takes, 0 if there is none; and the value.</returns>
    public abstract int TryRead(FoldedText text, int token, out string value);

    /// <summary>The types that can be written after the colon of a slot.</summary>
    public static IReadOnlyList<string> Names { get; } = ["number", "digits", "code", "email", "url", "phone"];

    /// <summary>The type of this name, or null. <c>digits 6</c> is a type with a length.</summary>
    public static SlotType? Find(string name) =>
        name switch
        {
            "number" => new NumberSlot(),
            "digits" => new DigitsSlot(null),
            "code" => new CodeSlot(),
            "email" => new EmailSlot(),
            "url" => new UrlSlot(),
            "phone" => new PhoneSlot(),
            _ when name.StartsWith("digits ", StringComparison.Ordinal) && ReadLength(name[7..]) is { } length =>
                new DigitsSlot(length),
            _ => null,
        };

    private static int? ReadLength(string text) =>
        int.TryParse(text.Trim(), System.Globalization.CultureInfo.InvariantCulture, out var length)
        && length is > 0 and <= 40
            ? length
            : null;
}
