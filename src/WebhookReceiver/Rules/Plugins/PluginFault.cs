namespace WebhookReceiver.Rules.Plugins;

/// <summary>The reason for refusing a plug-in or its new version.</summary>
/// <param name="Kind">Label of the metric: tfm, dep, contract, ctor, init_timeout, not_allowed, files, rules.</param>
internal sealed record PluginFault(string Kind, string Message, string Fix)
{
    public RuleProblem ToProblem(
        string path,
        ProblemSeverity severity = ProblemSeverity.Error,
        string? ruleId = null
    ) => new(severity, path, 0, 0, ruleId, Message, Fix);
}
