using System.Text;

namespace WebhookReceiver.Tests.Golden;

/// <summary>
/// Compares texts that users, stored files or other programs rely on with their approved form in this folder. With the
/// variable APPROVE_GOLDEN set, it rewrites the files, for you to read and commit.
/// </summary>
internal static class GoldenFile
{
    public static void Is(string name, string actual)
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests", "WebhookReceiver.Tests", "Golden", name);
        if (Environment.GetEnvironmentVariable("APPROVE_GOLDEN") is not null)
        {
            File.WriteAllText(path, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    public static void Is(string name, IEnumerable<string> lines) =>
        Is(name, string.Concat(lines.Select(line => line + "\n")));
}
