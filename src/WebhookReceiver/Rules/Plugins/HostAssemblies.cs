using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>Assemblies that a plug-in always gets from the host: the contract and the framework.</summary>
/// <remarks>
/// The same assembly loaded twice gives two distinct sets of types. With a copy in the plug-in's folder the host would
/// not recognise its rules. A plug-in brings all other packages itself.
/// </remarks>
internal static class HostAssemblies
{
    private static readonly ConcurrentDictionary<string, Version> Versions = new(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenDictionary<string, string> Framework = FindFramework();

    public static Assembly Contract { get; } = typeof(IReplyRule).Assembly;

    public static string ContractName { get; } = Contract.GetName().Name!;

    public static Version ContractVersion { get; } = Contract.GetName().Version!;

    public static bool IsContract(string? name) =>
        string.Equals(name, ContractName, StringComparison.OrdinalIgnoreCase);

    public static bool IsFramework(string? name) => name is not null && Framework.ContainsKey(name);

    public static Version FrameworkVersion(string name) =>
        Versions.GetOrAdd(name, key => AssemblyName.GetAssemblyName(Framework[key]).Version ?? new Version(0, 0));

    private static FrozenDictionary<string, string> FindFramework()
    {
        // The app may carry a newer copy of a framework assembly, which is then in use. So the names come from the
        // framework's folders and the paths from the list of trusted assemblies. A self-contained app has one folder
        // only.
        var trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .ToList();
        var app = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var folders = trusted
            .Where(path => !RealPath.IsInside(path, app))
            .Select(Path.GetDirectoryName)
            .ToHashSet(StringComparer.Ordinal);
        return trusted
            .Where(path => folders.Count == 0 || folders.Any(folder => IsIn(folder!, path)))
            // The list may have duplicates.
            .DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsIn(string folder, string path) => File.Exists(Path.Combine(folder, Path.GetFileName(path)));
}
