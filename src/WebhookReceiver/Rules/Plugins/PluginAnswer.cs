namespace WebhookReceiver.Rules.Plugins;

/// <summary>The result of a plug-in's rule for one message: a reply, nothing (both null), or a fault.</summary>
internal readonly record struct PluginAnswer(Reply? Reply, RuleFault? Fault);
