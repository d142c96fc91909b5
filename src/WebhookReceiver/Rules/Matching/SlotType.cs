namespace WebhookReceiver.Rules.Matching;

/// <summary>What a typed slot accepts. <see cref="TryRead"/> looks at the text from one word on; pure.</summary>
internal abstract class SlotType
{
    /// <summary>The name written in a rule: <c>digits</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a value that begins at this word of the message's text.</summary>
    /// <returns>How many words it takes, 0 if there is none; and the value.</returns>
    public abstract int TryRead(MatchContext context, int token, out string value);

    /// <summary>The variables that a slot of this type fills.</summary>
    public virtual IEnumerable<string> CaptureNames(string slot) => [slot];

    /// <summary>Fills them with what was read at this word.</summary>
    public virtual void Capture(MatchContext context, string slot, int token, string value) =>
        context.CaptureValue(slot, value);
}
