using System.Formats.Tar;
using System.IO.Compression;
using WebhookReceiver.Tests.Deploy;

namespace WebhookReceiver.Tests.Commands.Importing;

/// <summary>
/// The recorded answers are those of the original interpreters: packages of the npm registry, which only this test runs.
/// It is skipped, and says so, where Node or the packages cannot be had.
/// </summary>
public sealed class OriginalTalkTests
{
    [Theory]
    [InlineData("rivescript", "RiveScript", "RiveScript/shop.rive", "rivescript@2.2.1 fs-readdir-recursive@1.1.0")]
    [InlineData("aiml-high", "Aiml/Original", "Aiml/Original/market/market.aiml", "aiml-high@0.0.8 xmldom@0.1.31")]
    public async Task The_recorded_answers_are_those_of_the_original(
        string interpreter,
        string folder,
        string bot,
        string packages
    )
    {
        using var place = new TemporaryFolder();
        await FetchAsync(packages.Split(' '), place);
        var script = place.PathOf("original.js");
        File.Copy(ImportedBot.PathOf("original.js"), script);

        var (code, output) = await Tool.RunAsync(
            "node",
            script,
            interpreter,
            ImportedBot.PathOf(bot),
            ImportedBot.PathOf(folder, "talk.txt")
        );

        Assert.Equal(0, code);
        var recorded = await File.ReadAllTextAsync(
            ImportedBot.PathOf(folder, "answers.txt"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(recorded, output);
    }

    /// <summary>Packages as the registry has them; nothing of them runs before the test does.</summary>
    private static async Task FetchAsync(string[] packages, TemporaryFolder place)
    {
        var (code, _) = await Tool.RunAsync("npm", ["pack", "--silent", "--pack-destination", place.Path, .. packages]);
        if (code != 0)
        {
            Assert.Skip($"npm cannot fetch {string.Join(", ", packages)}.");
        }

        foreach (var package in packages)
        {
            var name = package[..package.IndexOf('@', StringComparison.Ordinal)];
            await using var packed = File.OpenRead(place.PathOf(package.Replace('@', '-') + ".tgz"));
            await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
            var files = place.PathOf($"unpacked-{name}");
            Directory.CreateDirectory(files);
            await TarFile.ExtractToDirectoryAsync(
                unpacked,
                files,
                overwriteFiles: true,
                TestContext.Current.CancellationToken
            );
            Directory.CreateDirectory(place.PathOf("node_modules"));
            Directory.Move(Path.Combine(files, "package"), Path.Combine(place.PathOf("node_modules"), name));
        }
    }
}
