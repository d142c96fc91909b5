using System.Reflection;
using System.Runtime.Loader;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>The load context of one version of one plug-in; collected some time after the last reference.</summary>
internal sealed class PluginLoadContext(PluginImage image)
    : AssemblyLoadContext($"plug-in {image.Name}", isCollectible: true)
{
    public Assembly LoadMain() => LoadCopy(image.Folder.Main);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (HostAssemblies.IsContract(assemblyName.Name))
        {
            return HostAssemblies.Contract;
        }

        // Null: the host resolves it.
        if (HostAssemblies.IsFramework(assemblyName.Name))
        {
            return null;
        }

        if (image.Find(assemblyName) is { } path)
        {
            return LoadCopy(path);
        }

        // Translations are optional. For all others, the host's own packages must not be used by accident.
        return string.IsNullOrEmpty(assemblyName.CultureName)
            ? throw new FileNotFoundException($"{assemblyName} is not in the plug-in's folder.", assemblyName.Name)
            : null;
    }

    private Assembly LoadCopy(string path)
    {
        using var assembly = new MemoryStream(image[path], writable: false);
        if (image.SymbolsOf(path) is not { } content)
        {
            return LoadFromStream(assembly);
        }

        using var symbols = new MemoryStream(content, writable: false);
        return LoadFromStream(assembly, symbols);
    }
}
