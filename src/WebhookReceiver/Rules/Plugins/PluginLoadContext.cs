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

    /// <summary>
    /// Loads a native library of the plug-in. The system loads libraries only from files, and a file in use must not be
    /// overwritten: so a copy in the temporary folder is loaded, with the libraries beside it, and deleted.
    /// </summary>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        if (image.FindNative(unmanagedDllName) is not { } path)
        {
            // The runtime looks for a library of the system.
            return 0;
        }

        var copy = Directory.CreateTempSubdirectory("plug-in-");
        try
        {
            foreach (var file in image.Code.Where(file => Path.GetDirectoryName(file) == Path.GetDirectoryName(path)))
            {
                File.WriteAllBytes(Path.Combine(copy.FullName, Path.GetFileName(file)), image[file]);
            }

            return LoadUnmanagedDllFromPath(Path.Combine(copy.FullName, Path.GetFileName(path)));
        }
        finally
        {
            Delete(copy);
        }
    }

    private static void Delete(DirectoryInfo copy)
    {
        try
        {
            copy.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows keeps a loaded file; the system clears its temporary folder.
        }
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
