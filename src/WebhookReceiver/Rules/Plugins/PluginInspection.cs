using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>Reads the metadata of a plug-in's DLLs before any of their code runs.</summary>
internal static class PluginInspection
{
    /// <summary>The allow list's objection. An empty list allows all plug-ins.</summary>
    public static PluginFault? NotAllowed(PluginImage image, IList<string> allowed)
    {
        var refused =
            allowed.Count == 0 ? [] : image.Code.Select(Print).Where(dll => !IsOn(allowed, dll.Hash)).ToList();
        return refused.Count == 0
            ? null
            : new PluginFault(
                "not_allowed",
                $"Not on the list of allowed DLLs: {string.Join(", ", refused.Select(dll => $"{dll.Path} with SHA-256 {dll.Hash}"))}.",
                "If you trust it, add the hash to Rules:Plugins:Allow."
            );

        (string Path, string Hash) Print(string path) => (path, Convert.ToHexStringLower(SHA256.HashData(image[path])));

        static bool IsOn(IList<string> list, string hash) =>
            list.Any(entry => string.Equals(entry, hash, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The reason why the plug-in cannot be loaded here; null if there is none.</summary>
    public static PluginFault? Refusal(PluginImage image)
    {
        try
        {
            using var file = Open(image, image.Folder.Main);
            return WrongFile(file)
                ?? WrongTarget(file.GetMetadataReader())
                ?? References(file.GetMetadataReader())
                    .Select(reference => WrongReference(image, image.Folder.Main, reference))
                    .FirstOrDefault(fault => fault is not null)
                ?? NoContract(file.GetMetadataReader());
        }
        catch (BadImageFormatException)
        {
            return NotAnAssembly();
        }
    }

    /// <summary>Possible later problems: transitive dependencies, which are not always needed.</summary>
    public static IEnumerable<PluginFault> Doubts(PluginImage image)
    {
        foreach (var dll in image.Dlls.Where(dll => dll != image.Folder.Main && !IsFromHost(dll)))
        {
            if (DoubtAbout(image, dll) is { } doubt)
            {
                yield return doubt;
            }
        }
    }

    private static bool IsFromHost(string dll) =>
        Path.GetFileNameWithoutExtension(dll) is var name
        && (HostAssemblies.IsContract(name) || HostAssemblies.IsFramework(name));

    /// <summary>Null for a native library of Windows, which looks like an assembly until it is read.</summary>
    private static PluginFault? DoubtAbout(PluginImage image, string dll)
    {
        try
        {
            using var file = Open(image, dll);
            return file.HasMetadata
                ? References(file.GetMetadataReader())
                    .Select(reference => WrongReference(image, dll, reference))
                    .FirstOrDefault(fault => fault is not null)
                : null;
        }
        catch (BadImageFormatException)
        {
            return new PluginFault("dep", $"{dll} is not a .NET assembly.", "Copy it again, or delete it.");
        }
    }

    private static PEReader Open(PluginImage image, string path) =>
        new(ImmutableCollectionsMarshal.AsImmutableArray(image[path]));

    private static PluginFault? WrongFile(PEReader file)
    {
        if (!file.HasMetadata)
        {
            return new PluginFault(
                "tfm",
                "This is a native library, not a .NET assembly.",
                "Put the DLL of a .NET class library there."
            );
        }

        if (!file.GetMetadataReader().IsAssembly)
        {
            return NotAnAssembly();
        }

        var machine = file.PEHeaders.CoffHeader.Machine;
        var flags = file.PEHeaders.CorHeader!.Flags;
        var needs = machine switch
        {
            Machine.I386 when flags.HasFlag(CorFlags.Requires32Bit) || !flags.HasFlag(CorFlags.ILOnly) =>
                Architecture.X86,
            Machine.Amd64 => Architecture.X64,
            Machine.Arm64 => Architecture.Arm64,
            Machine.Arm or Machine.ArmThumb2 => Architecture.Arm,
            _ => RuntimeInformation.ProcessArchitecture,
        };
        return needs == RuntimeInformation.ProcessArchitecture
            ? null
            : new PluginFault(
                "tfm",
                $"It is built for {needs}, but this process runs on {RuntimeInformation.ProcessArchitecture}.",
                "Build it for any processor: leave out PlatformTarget and RuntimeIdentifier."
            );
    }

    private static PluginFault? WrongTarget(MetadataReader metadata)
    {
        var target = TargetFramework.Of(metadata);
        return target is null || target.IsFitFor(Environment.Version)
            ? null
            : new PluginFault(
                "tfm",
                $"It is built for {target}, but this service runs on .NET {Environment.Version.ToString(2)}.",
                $"Set <TargetFramework>net{Environment.Version.ToString(2)}</TargetFramework> in its project and build it again."
            );
    }

    private static IEnumerable<AssemblyName> References(MetadataReader metadata) =>
        metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName());

    private static PluginFault? WrongReference(PluginImage image, string from, AssemblyName needed)
    {
        var version = needed.Version ?? new Version(0, 0);
        if (HostAssemblies.IsContract(needed.Name))
        {
            return WrongContract(from, version);
        }

        if (HostAssemblies.IsFramework(needed.Name))
        {
            var ours = HostAssemblies.FrameworkVersion(needed.Name!);
            return version <= ours ? null : Conflict(from, needed, $"this service has version {ours}");
        }

        if (image.Find(needed) is not { } found)
        {
            return new PluginFault(
                "dep",
                $"{from} needs {needed.Name} {version}, which is not in the folder.",
                $"Copy the output of 'dotnet publish' as a whole; {needed.Name}.dll must be part of it."
            );
        }

        using var file = Open(image, found);
        var theirs = file.HasMetadata ? file.GetMetadataReader().GetAssemblyDefinition().Version : new Version(0, 0);
        return version <= theirs ? null : Conflict(from, needed, $"the folder has version {theirs}");
    }

    private static PluginFault? WrongContract(string from, Version version)
    {
        var ours = HostAssemblies.ContractVersion;
        if (version.Major == ours.Major && version <= ours)
        {
            return null;
        }

        var fix = version > ours ? "Update this service, or build" : "Build";
        return new PluginFault(
            "contract",
            $"{from} is built against version {version} of {HostAssemblies.ContractName}, but this service has {ours}.",
            $"{fix} the plug-in against version {ours}."
        );
    }

    private static PluginFault Conflict(string from, AssemblyName needed, string have) =>
        new(
            "dep",
            $"{from} needs {needed.Name} {needed.Version}, but {have}.",
            $"Build the plug-in against that version of {needed.Name} or an older one."
        );

    private static PluginFault? NoContract(MetadataReader metadata) =>
        References(metadata).Any(reference => HostAssemblies.IsContract(reference.Name))
            ? null
            : new PluginFault(
                "rules",
                $"It has no rules: it does not refer to {HostAssemblies.ContractName}.",
                "Implement IReplyRule; if this DLL is a dependency, put it into the folder of the plug-in that uses it."
            );

    private static PluginFault NotAnAssembly() =>
        new(
            "tfm",
            "This is not a .NET assembly, or not a whole one.",
            "Copy the DLL again; copy it under another name first and rename it then."
        );
}
