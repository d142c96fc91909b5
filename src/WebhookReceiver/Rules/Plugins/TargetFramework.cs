using System.Reflection.Metadata;
using System.Runtime.Versioning;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>The framework an assembly was built for, from its metadata.</summary>
internal sealed record TargetFramework(string Family, Version Version)
{
    public bool IsFitFor(Version runtime) =>
        Family switch
        {
            ".NETCoreApp" => Version <= new Version(runtime.Major, runtime.Minor),
            ".NETStandard" => true,
            _ => false,
        };

    public override string ToString() => Family == ".NETCoreApp" ? $".NET {Version}" : $"{Family} {Version}";

    /// <summary>Null if the assembly does not declare one.</summary>
    public static TargetFramework? Of(MetadataReader metadata)
    {
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (NameOf(metadata, attribute) == nameof(TargetFrameworkAttribute))
            {
                return Parse(TextOf(metadata, attribute));
            }
        }

        return null;
    }

    private static TargetFramework? Parse(string? text)
    {
        var parts = (text ?? "").Split(",Version=v");
        return parts.Length == 2 && Version.TryParse(parts[1].Split(',')[0], out var version)
            ? new TargetFramework(parts[0], version)
            : null;
    }

    private static string? NameOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return null;
        }

        var type = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        return type.Kind == HandleKind.TypeReference
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)
            : null;
    }

    private static string? TextOf(MetadataReader metadata, CustomAttribute attribute)
    {
        var blob = metadata.GetBlobReader(attribute.Value);
        // ECMA-335, II.23.3: every value begins with 0x0001; the one argument is a text.
        return blob.ReadUInt16() == 1 ? blob.ReadSerializedString() : null;
    }
}
