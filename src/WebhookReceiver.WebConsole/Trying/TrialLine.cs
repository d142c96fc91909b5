using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Trying;

/// <summary>A message of a trial with its answer.</summary>
public sealed record TrialLine(TrialMessage Message, TrialAnswer Answer);
