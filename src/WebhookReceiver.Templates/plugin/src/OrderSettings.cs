namespace PluginNamespace;

/// <summary>The settings of this plug-in: the section <c>Plugins:plugin-name</c> of the service.</summary>
internal sealed class OrderSettings
{
    /// <summary>State of each order, by its number.</summary>
    public Dictionary<string, string> Orders { get; init; } = [];
}
