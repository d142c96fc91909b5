namespace WebhookReceiver.Rules;

/// <summary>What a plug-in's rule said to one message.</summary>
/// <param name="RuleName">The rule.</param>
/// <param name="Stage">Its stage then.</param>
/// <param name="Priority">Its priority then.</param>
/// <param name="Reply">The instant reply as the platform's JSON; empty if it passed the message on or failed.</param>
internal sealed record ForeignAnswer(string RuleName, ReplyStage Stage, int Priority, ReadOnlyMemory<byte> Reply);
