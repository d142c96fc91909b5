namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Words in this order on word edges; <c>*</c> is any words or none, <c>&lt;id&gt;</c> captures words,
/// <c>&lt;id:digits&gt;</c> a typed value.
/// </summary>
internal sealed class Phrase
{
    /// <summary>Reads a phrase; null with an error that names the cure if it cannot be one.</summary>
    public static Phrase? Parse(string text, Vocabulary vocabulary, out string? error) =>
        throw new NotSupportedException();
}
