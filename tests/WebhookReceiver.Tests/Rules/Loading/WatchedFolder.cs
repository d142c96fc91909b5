using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Hosting;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>A rules folder of one test with its clock, scanned step by step.</summary>
internal sealed class WatchedFolder : IAsyncDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ServiceProvider _services;

    public WatchedFolder(TimeProvider? time = null, int maxFileBytes = 1024 * 1024, TimeProvider? running = null)
    {
        Directory.CreateDirectory(Root);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(time ?? Clock)
            .AddSingleton(_ => new RunningTime(running ?? time ?? Clock))
            .AddSingleton(Options.Create(new RulesOptions { Folder = Root, MaxFileBytes = maxFileBytes }))
            .AddPlugins()
            .AddSingleton<ReloadMetrics>()
            .AddSingleton<ILogger<RuleReloader>>(Log)
            .AddSingleton<RuleReloader>()
            .BuildServiceProvider();
        Rules = _services.GetRequiredService<RuleReloader>();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero));

    public LoggedLines<RuleReloader> Log { get; } = new();

    public RuleReloader Rules { get; }

    public ReloadStatus Status => Rules.Status;

    /// <summary>The rules folder; files beside it are outside.</summary>
    public string Root => _temporary.PathOf("rules");

    public string Outside(string name) => _temporary.PathOf(name);

    public string PathOf(string name) => Path.Combine(Root, name);

    public void Write(string name, string content) => _temporary.Write(Path.Combine("rules", name), content);

    /// <summary>A rule file that answers one word with one text.</summary>
    public static string Rule(string word, string answer) =>
        $"""
            rules:
              - id: {word}
                when: {word}
                reply: {answer}

            """;

    public async Task<ScanOutcome> ScanAsync(int afterMilliseconds = 0)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(afterMilliseconds));
        return await Rules.ScanAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Scans as often as the watch does until a change is loaded; fails after two seconds.</summary>
    public async Task<ReloadStatus> ChangeLoadedAsync()
    {
        for (var waited = 0; waited <= 2000; waited += 150)
        {
            if (await ScanAsync(afterMilliseconds: 150) == ScanOutcome.Attempted)
                return Status;
        }

        Assert.Fail("No attempt to load the folder within two seconds.");
        return Status;
    }

    /// <summary>Scans for ten seconds; nothing may be loaded.</summary>
    public async Task NothingIsLoadedAsync()
    {
        for (var second = 0; second < 10; second++)
            Assert.NotEqual(ScanOutcome.Attempted, await ScanAsync(afterMilliseconds: 1000));
    }

    /// <summary>The customer's answer; null for silence.</summary>
    public async Task<string?> AnswerAsync(string text)
    {
        var message = new IncomingMessage
        {
            Sender = "15550100001",
            Text = text,
            ReceivedAt = Clock.GetUtcNow(),
        };
        return (await Rules.Current.DecideAsync(message, TestContext.Current.CancellationToken)).Reply?.Text?.TrimEnd(
            '\n'
        );
    }

    public ImmutableArray<string> ProblemPaths => [.. Status.Problems.Select(problem => problem.Path)];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _temporary.Dispose();
    }
}
