namespace WebhookReceiver.Rules.Plugins;

/// <summary>What one look at <c>plugins/</c> found.</summary>
/// <param name="Rules">
/// Rules fit to go live whatever the problems say, by plug-in and name; each is a <see cref="PluginRuleProxy"/>. A plug-in that
/// did not change keeps its instances, and with them its record of faults.
/// </param>
/// <param name="Problems">Everything wrong, as long as it is wrong; paths like <c>plugins/orders/orders.dll</c>.</param>
/// <param name="Version">Short hash; changes whenever the rules or the problems change.</param>
internal sealed record PluginSnapshot(
    IReadOnlyList<IReplyRule> Rules,
    IReadOnlyList<RuleProblem> Problems,
    string Version
)
{
    public static PluginSnapshot Empty { get; } = new([], [], "none");
}
