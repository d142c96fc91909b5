using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

/// <summary>A rules folder with a catalogue over it, and a manual clock.</summary>
internal sealed class PluginBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public PluginBench(Action<RulesOptions>? configure = null, params (string Key, string Value)[] settings)
    {
        var options = new RulesOptions { Folder = Folder };
        configure?.Invoke(options);
        Configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value)))
            .Build();
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IConfiguration>(Configuration)
            .AddSingleton<ILoggerProvider>(_ => new LoggedLinesOfAll(Logs))
            .AddLogging()
            .AddSingleton(Options.Create(options))
            .AddPlugins()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Catalogue = _services.GetRequiredService<PluginCatalogue>();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rules-").FullName;

    public FakeTimeProvider Time { get; } = new();

    public LoggedLines Logs { get; } = new();

    public IConfiguration Configuration { get; }

    public PluginCatalogue Catalogue { get; }

    public PluginMetrics Metrics => _services.GetRequiredService<PluginMetrics>();

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public string PathOf(string plugin, string? file = null) =>
        Path.Combine(Folder, "plugins", plugin, file ?? $"{plugin}.dll");

    public void Install(string plugin, byte[] dll, string? file = null)
    {
        var path = PathOf(plugin, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, dll);
    }

    public void InstallCopy(string plugin, string path, string? file = null) =>
        Install(plugin, File.ReadAllBytes(path), file);

    public void InstallSample(string plugin = "orders") => InstallCopy(plugin, SampleDll);

    public Task<PluginSnapshot> ScanAsync() => Catalogue.ScanAsync(TestContext.Current.CancellationToken);

    /// <summary>Scans twice with the settle time between: changes on disk are loaded now.</summary>
    public async Task<PluginSnapshot> ScanSettledAsync()
    {
        await ScanAsync();
        Time.Advance(ReloadState.SettleTime);
        return await ScanAsync();
    }

    /// <summary>The only problem, as the shop owner reads it.</summary>
    public static string ProblemOf(PluginSnapshot snapshot) => Assert.Single(snapshot.Problems).ToString();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The sample plug-in as the solution built it, in the same configuration as these tests.</summary>
    public static string SampleDll
    {
        get
        {
            var ours = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(
                ours.Parent!.Parent!.FullName,
                "WebhookReceiver.SamplePlugin",
                ours.Name,
                "WebhookReceiver.SamplePlugin.dll"
            );
        }
    }
}
