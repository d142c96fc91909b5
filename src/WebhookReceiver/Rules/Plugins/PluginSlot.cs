using System.Collections.Immutable;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>
/// The slot of one plug-in: its live version, and the problems of the files on disk. A refused version changes nothing;
/// the previous one continues.
/// </summary>
internal sealed partial class PluginSlot(string rules, string name, IList<string> allowed, PluginSupplies supplies)
{
    /// <summary>Time limit of a plug-in's constructors.</summary>
    public static readonly TimeSpan LoadLimit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Sizes and times are checked at every scan; contents that look unchanged are rehashed only this often.
    /// </summary>
    public static readonly TimeSpan RehashAfter = TimeSpan.FromSeconds(10);

    /// <summary>How long a folder may be incomplete: a publish deletes first and copies later.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ILogger _logger = supplies.Loggers.CreateLogger<PluginSlot>();
    private ImmutableArray<PluginFault> _doubts = [];
    private PluginFault? _refusal;
    private PluginFault? _counted;
    private (string Print, string Hash, long At)? _hashed;
    private (string Print, string Hash, long Since)? _settling;
    private string? _attempted;
    private long? _unfitSince;

    public string Name => name;

    public string Path { get; } = $"plugins/{name}/{name}.dll";

    /// <summary>The live version; null if none was ever good.</summary>
    public LoadedPlugin? Live { get; private set; }

    public IReadOnlyList<RuleProblem> Problems { get; private set; } = [];

    /// <summary>Scans the disk and loads settled changes.</summary>
    public async Task LookAsync(bool mayLoadAtOnce, CancellationToken cancellationToken)
    {
        var (folder, fault) = PluginFolder.Look(rules, name);
        if (folder is null)
        {
            ReportLater(fault!, mayLoadAtOnce);
            return;
        }

        try
        {
            await LookAsync(folder, mayLoadAtOnce, cancellationToken);
            _unfitSince = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ReportLater(
                new PluginFault("files", "A file cannot be read.", "Give the service the right to read it."),
                mayLoadAtOnce
            );
        }
    }

    private async Task LookAsync(PluginFolder folder, bool mayLoadAtOnce, CancellationToken cancellationToken)
    {
        var hash = HashOf(folder);
        if (hash == _attempted)
        {
            _settling = null;
            Report(_refusal);
            return;
        }

        if (!mayLoadAtOnce && !HasSettled(folder, hash))
        {
            return;
        }

        if (PluginImage.Take(folder) is not { } image || image.Hash != hash)
        {
            return;
        }

        // Recorded before the attempt: a version that hangs is not retried until it is replaced.
        _attempted = hash;
        _settling = null;
        _refusal = Live?.Hash == hash ? null : await LoadAsync(image, cancellationToken);
        Report(_refusal);
    }

    private async Task<PluginFault?> LoadAsync(PluginImage image, CancellationToken cancellationToken)
    {
        if ((PluginInspection.NotAllowed(image, allowed) ?? PluginInspection.Refusal(image)) is { } refusal)
        {
            return refusal;
        }

        var work = PluginThread.Start($"plug-in {name}: load", () => PluginLoader.Load(image, supplies));
        var wait = ((Task)work).WaitAsync(LoadLimit, supplies.Time, cancellationToken);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!wait.IsCompletedSuccessfully)
        {
            _ = DropLateAsync(work);
            cancellationToken.ThrowIfCancellationRequested();
            return new PluginFault(
                "init_timeout",
                $"It was not ready {LoadLimit.TotalSeconds} s after loading began (a constructor or static initializer hangs).",
                "Do slow work in ReplyAsync, not in the constructor. It is tried again when the DLL is replaced."
            );
        }

        var load = await work;
        if (load.Plugin is null)
        {
            return load.Fault;
        }

        _ = Live?.RetireAsync(supplies.Time);
        Live = load.Plugin;
        _doubts = [.. PluginInspection.Doubts(image)];
        if (PluginRights.DoubtAbout(rules, image.Folder) is { } open)
        {
            _doubts = _doubts.Add(open);
        }

        Log.Loaded(_logger, name, Live.Rules.Length, Live.Hash[..12]);
        return null;
    }

    private async Task DropLateAsync(Task<PluginLoad> work)
    {
        if ((await work).Plugin is { } late)
        {
            await late.DropAsync(supplies.Time);
        }
    }

    private void ReportLater(PluginFault fault, bool atOnce)
    {
        _unfitSince ??= supplies.Time.GetTimestamp();
        if (atOnce || supplies.Time.GetElapsedTime(_unfitSince.Value) >= Patience)
        {
            Report(fault);
        }
    }

    private void Report(PluginFault? fault)
    {
        if (fault is null)
        {
            Problems = [.. _doubts.Select(doubt => doubt.ToProblem(Path, ProblemSeverity.Warning))];
            return;
        }

        if (fault != _counted)
        {
            _counted = fault;
            supplies.Metrics.PluginRefused(fault.Kind);
        }

        var kept = Live is null ? "" : " The version loaded before stays in use.";
        Problems = [(fault with { Message = fault.Message + kept }).ToProblem(Path)];
    }

    private bool HasSettled(PluginFolder folder, string hash)
    {
        if (_settling is { } seen && seen.Print == folder.WritingPrint && seen.Hash == hash)
        {
            return supplies.Time.GetElapsedTime(seen.Since) >= ReloadState.SettleTime;
        }

        _settling = (folder.WritingPrint, hash, supplies.Time.GetTimestamp());
        return false;
    }

    private string HashOf(PluginFolder folder)
    {
        if (
            _hashed is { } last
            && last.Print == folder.WritingPrint
            && supplies.Time.GetElapsedTime(last.At) < RehashAfter
        )
        {
            return last.Hash;
        }

        var hash = PluginImage.HashOf(folder);
        _hashed = (folder.WritingPrint, hash, supplies.Time.GetTimestamp());
        return hash;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Plug-in {Plugin} is loaded: {Rules} rules, version {Version}")]
        public static partial void Loaded(ILogger logger, string plugin, int rules, string version);
    }
}
