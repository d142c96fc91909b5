namespace WebhookReceiver.Rules.Plugins;

/// <summary>What a plug-in's rule said to one message: a reply, nothing (both null), or a fault and so nothing.</summary>
internal readonly record struct PluginAnswer(Reply? Reply, RuleFault? Fault);
