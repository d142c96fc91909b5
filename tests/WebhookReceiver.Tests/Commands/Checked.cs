using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

/// <summary>What <c>check</c> says of a folder, on Wednesday 14 January 2026.</summary>
internal static class Checked
{
    public const string Good = "rules:\n  - { id: hello, when: hello, reply: Hi! }\n";

    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero));

    /// <summary>The lines, without the folder.</summary>
    public static async Task<string> FolderAsync(params (string Name, string Content)[] files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, content) in files)
        {
            folder.Write(name, content);
        }

        return await InAsync(folder);
    }

    public static async Task<string> InAsync(TemporaryFolder folder)
    {
        var (_, output, _) = await Verb.RunAsync(CheckCommand.Create([], Clock), folder.Path);
        return output.Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }

    /// <summary>The findings, without the last line.</summary>
    public static async Task<string> FindingsAsync(params (string Name, string Content)[] files)
    {
        var output = await FolderAsync(files);
        var end = output.LastIndexOf('\n');
        return end < 0 ? "" : output[..end].TrimEnd('\r');
    }
}
