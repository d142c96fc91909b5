namespace WebhookReceiver.Rules;

/// <summary>A shared text that prints nothing from a time on.</summary>
internal sealed record DatedText(string Name, RulePlace Place, DateTimeOffset Ends);
