using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace WebhookReceiver.Tests.Deploy;

/// <summary>The licences of all packages that are delivered, as their files on this machine say.</summary>
public sealed class LicenceTests
{
    private static readonly string[] Permissive =
    [
        "MIT",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "MS-PL",
        "PostgreSQL",
    ];

    /// <summary>Packages that name a file instead of a licence; somebody has read it.</summary>
    private static readonly string[] Read = [];

    [Fact]
    public void Every_delivered_package_has_a_permissive_licence()
    {
        var folder =
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Assert.SkipUnless(Directory.Exists(folder), "The packages of this machine are elsewhere: set NUGET_PACKAGES.");
        var packages = Packages().Distinct().ToArray();

        Assert.True(packages.Length > 20);
        Assert.Equal(
            [],
            packages
                .Select(package => (package.Name, Licence: LicenceOf(folder, package.Name, package.Version)))
                .Where(package => !Permissive.Contains(package.Licence) && !Read.Contains(package.Name))
                .Select(package => $"{package.Name}: {package.Licence}")
        );
    }

    private static IEnumerable<(string Name, string Version)> Packages() =>
        Directory
            .GetFiles(DeployFile.PathOf("src"), "packages.lock.json", SearchOption.AllDirectories)
            .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!["dependencies"]!.AsObject())
            .SelectMany(framework => framework.Value!.AsObject())
            .Where(package => package.Value!.At("resolved") is not null)
            .Select(package => (package.Key, package.Value!.At("resolved")!));

    private static string LicenceOf(string folder, string name, string version)
    {
        var file = Path.Combine(folder, name.ToLowerInvariant(), version, $"{name.ToLowerInvariant()}.nuspec");
        if (!File.Exists(file))
        {
            return $"{file} is not there";
        }

        var metadata = XDocument.Load(file).Root!.Elements().First(element => element.Name.LocalName == "metadata");
        var licence = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
        return licence?.Value
            ?? metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "licenseUrl")?.Value
            ?? "none";
    }
}
