using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>
/// A copy of a plug-in's files in memory, from which everything is loaded. So the files on disk can be replaced, and a
/// plug-in never mixes an old and a new version.
/// </summary>
internal sealed class PluginImage
{
    private readonly FrozenDictionary<string, byte[]> _files;
    private readonly AssemblyDependencyResolver? _resolver;

    private PluginImage(PluginFolder folder, Dictionary<string, byte[]> files)
    {
        Folder = folder;
        _files = files.ToFrozenDictionary(StringComparer.Ordinal);
        Hash = Combine(folder, file => SHA256.HashData(files[file.Path]));
        try
        {
            _resolver = new AssemblyDependencyResolver(Path.Combine(folder.Folder, folder.Main));
        }
        catch (InvalidOperationException)
        {
            // Unreadable .deps.json: the DLLs beside the plug-in are then found by name alone.
        }
    }

    public PluginFolder Folder { get; }

    public string Name => Folder.Name;

    /// <summary>Identifies a version of the plug-in.</summary>
    public string Hash { get; }

    public IEnumerable<string> Dlls =>
        _files
            .Keys.Where(path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);

    /// <summary>The assemblies and the native libraries.</summary>
    public IEnumerable<string> Code =>
        Dlls.Concat(_files.Keys.Where(PluginFolder.IsNative).Order(StringComparer.Ordinal));

    public byte[] this[string path] => _files[path];

    public byte[]? SymbolsOf(string path) => _files.GetValueOrDefault(Path.ChangeExtension(path, ".pdb"));

    /// <summary>Path of the assembly in the image; null if it is not there.</summary>
    public string? Find(AssemblyName name)
    {
        var beside = string.IsNullOrEmpty(name.CultureName)
            ? $"{name.Name}.dll"
            : $"{name.CultureName}/{name.Name}.dll";
        return InImage(_resolver?.ResolveAssemblyToPath(name)) ?? (_files.ContainsKey(beside) ? beside : null);
    }

    /// <summary>Path of the native library in the image; null if it is not there.</summary>
    /// <param name="name">As the plug-in's code names it, with or without prefix and ending.</param>
    public string? FindNative(string name)
    {
        if (InImage(_resolver?.ResolveUnmanagedDllToPath(name)) is { } found)
        {
            return found;
        }

        // As the runtime tries them. The folder of a package is named after the system.
        string[] names = [name, $"{name}.so", $"lib{name}.so", $"{name}.dylib", $"lib{name}.dylib", $"{name}.dll"];
        return names
            .SelectMany(file => new[] { file, $"runtimes/{RuntimeInformation.RuntimeIdentifier}/native/{file}" })
            .FirstOrDefault(_files.ContainsKey);
    }

    private string? InImage(string? path)
    {
        var inside = path is null ? null : Path.GetRelativePath(Folder.Folder, path).Replace('\\', '/');
        return inside is not null && _files.ContainsKey(inside) ? inside : null;
    }

    /// <summary>Reads all files; null if one changed since the scan.</summary>
    public static PluginImage? Take(PluginFolder folder)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in folder.Files)
        {
            // Never longer than scanned: a growing file cannot fill the memory.
            using var stream = ScannedFile.Open(file.RealPath);
            var content = new byte[file.Length];
            if (stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) != content.Length)
            {
                return null;
            }

            files.Add(file.Path, content);
        }

        return new PluginImage(folder, files);
    }

    /// <summary>The hash of this folder's image, without keeping the contents.</summary>
    public static string HashOf(PluginFolder folder) =>
        Combine(
            folder,
            file =>
            {
                using var stream = ScannedFile.Open(file.RealPath);
                return SHA256.HashData(stream);
            }
        );

    private static string Combine(PluginFolder folder, Func<PluginFile, byte[]> hashOf)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in folder.Files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Path));
            hash.AppendData([0]);
            hash.AppendData(hashOf(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
