namespace WebhookReceiver.Rules.Plugins;

/// <summary>The result of one scan of <c>plugins/</c>.</summary>
/// <param name="Rules">
/// Usable rules whatever the problems, by plug-in and name; each is a <see cref="PluginRuleProxy"/>. An unchanged
/// plug-in keeps its instances, and with them its record of faults.
/// </param>
/// <param name="Problems">All present problems; paths like <c>plugins/orders/orders.dll</c>.</param>
/// <param name="Version">Short hash; changes with the rules or the problems.</param>
internal sealed record PluginSnapshot(
    IReadOnlyList<IReplyRule> Rules,
    IReadOnlyList<RuleProblem> Problems,
    string Version
)
{
    public static PluginSnapshot Empty { get; } = new([], [], "none");
}
