using System.Collections.Immutable;
using WebhookReceiver.Commands;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Tests.Commands.Importing;

/// <summary>Files of another program, imported into a folder of one test.</summary>
internal sealed class ImportedBot : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public int Code { get; private set; }

    public string Output { get; private set; } = "";

    public string Errors { get; private set; } = "";

    public string Report => File.ReadAllText(_folder.PathOf("out-report.md"));

    private string Out => _folder.PathOf("out");

    public bool IsWritten => Directory.Exists(Out);

    public static Task<ImportedBot> ImportAsync(string format, string name, string content, params string[] options) =>
        ImportAsync(format, name, System.Text.Encoding.UTF8.GetBytes(content), options);

    public static async Task<ImportedBot> ImportAsync(
        string format,
        string name,
        byte[] content,
        params string[] options
    )
    {
        var bot = new ImportedBot();
        await File.WriteAllBytesAsync(bot._folder.PathOf(name), content, TestContext.Current.CancellationToken);
        await bot.RunAsync(format, bot._folder.PathOf(name), options);
        return bot;
    }

    /// <summary>A table whose columns are named in the command.</summary>
    public static Task<ImportedBot> ImportTableAsync(string table, string question, string answer) =>
        ImportAsync("csv", "faq.csv", table, "--question", question, "--answer", answer);

    /// <summary>A sample of the tests.</summary>
    public static async Task<ImportedBot> SampleAsync(string format, params string[] path)
    {
        var bot = new ImportedBot();
        await bot.RunAsync(format, PathOf(path), []);
        return bot;
    }

    public static string PathOf(params string[] path) =>
        Path.Combine([RepositoryRoot.Path, "tests", "WebhookReceiver.Tests", "Commands", "Importing", .. path]);

    /// <summary>The only rule file.</summary>
    public string Rules() => File.ReadAllText(Path.Combine(Out, "rules-001.yaml")).TrimEnd();

    /// <summary>The last line of <c>check</c>, which must be without errors.</summary>
    public async Task<string> CheckAsync()
    {
        var (code, output, _) = await Verb.RunAsync(CheckCommand.Create([]), Out);
        Assert.Equal(CommandLine.Ok, code);
        return output.Split('\n')[^1];
    }

    /// <summary>The answers of one conversation; empty for silence.</summary>
    public async Task<string[]> TalkAsync(params string[] messages)
    {
        var files = FolderScanner.Scan(Out, 1_000_000).Read()!;
        var build = RuleSetBuilder.Build(files, [], "1", DecisionLimits.Default, TimeProvider.System);
        var test = new RuleTest(
            new RulePlace("", 1, 1),
            null,
            [.. messages.Select(text => new TestMessage(text, MessageKind.Text, null, null))],
            MustNotAnswer: false,
            null,
            [],
            null,
            null,
            null
        )
        {
            At = new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero),
        };
        var turns = await RuleTestRun.PlayAsync(test, build.RuleSet, TestContext.Current.CancellationToken);
        return [.. turns.Select(turn => turn.Decision.Reply?.Text ?? "")];
    }

    public void Dispose() => _folder.Dispose();

    private async Task RunAsync(string format, string path, string[] options) =>
        (Code, Output, Errors) = await Verb.RunAsync(
            ImportCommand.Create(),
            [path, "--from", format, "--to", Out, .. options]
        );
}
