using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>
/// All plug-ins in <c>plugins/</c> of the rules folder. Each has a separate slot: a plug-in, or a change of its files,
/// never affects another.
/// </summary>
internal sealed class PluginCatalogue(IOptions<RulesOptions> options, PluginSupplies supplies) : IAsyncDisposable
{
    /// <summary>Threads that must be available at once although external code may hold some for a while.</summary>
    private const int Headroom = 32;

    private readonly PluginsOptions _options = options.Value.Plugins;
    private readonly SortedDictionary<string, PluginSlot> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _missing = new(StringComparer.Ordinal);
    private readonly List<WeakReference> _contexts = [];
    private bool _hasLooked;

    /// <summary>Versions in memory at the last scan: in use, or replaced and not yet collected.</summary>
    public int ContextsAlive => _contexts.Count;

    /// <summary>
    /// Scans the folder once. The first scan loads everything; later ones load only changes that have settled for
    /// <see cref="ReloadState.SettleTime"/>, so call it repeatedly. Takes at most <see cref="PluginSlot.LoadLimit"/>,
    /// whatever the plug-ins do. Not concurrently.
    /// </summary>
    public async Task<PluginSnapshot> ScanAsync(CancellationToken cancellationToken)
    {
        var rules = RealPath.Of(options.Value.Folder);
        if (rules is null || !Directory.Exists(rules))
        {
            // The rules folder is missing (unmounted, being replaced): the loaded plug-ins stay, as the rules do.
            return Snapshot([]);
        }

        var strays = new List<RuleProblem>();
        var found = Find(Path.Combine(rules, "plugins"), strays);
        if (!_options.Enabled)
        {
            return found.Count == 0 ? PluginSnapshot.Empty : Snapshot([SwitchedOff(found.Count)]);
        }

        Forget(found);
        foreach (var name in found.Where(name => !_slots.ContainsKey(name)))
        {
            _slots.Add(name, new PluginSlot(rules, name, _options.Allow, supplies));
        }

        await Task.WhenAll(
            _slots
                .Values.Where(slot => found.Contains(slot.Name))
                .Select(slot => slot.LookAsync(!_hasLooked, cancellationToken))
        );
        _hasLooked = true;
        return Snapshot(strays);
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_slots.Values.Select(slot => slot.Live?.DropAsync(supplies.Time) ?? Task.CompletedTask));

    private static HashSet<string> Find(string folder, List<RuleProblem> strays)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
        {
            return found;
        }

        try
        {
            var entries = new DirectoryInfo(folder).EnumerateFileSystemInfos();
            foreach (var entry in entries.Where(entry => !RuleFileNames.IsHidden(entry.Name)))
            {
                if (Directory.Exists(entry.FullName))
                {
                    found.Add(entry.Name);
                }
                else if (entry.Name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                {
                    strays.Add(Stray(entry.Name));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            strays.Add(Unreadable());
        }

        strays.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return found;
    }

    /// <summary>Removes a plug-in whose folder has been missing longer than any copy takes.</summary>
    private void Forget(HashSet<string> found)
    {
        foreach (var name in found)
        {
            _missing.Remove(name);
        }

        foreach (var name in _slots.Keys.Except(found, StringComparer.Ordinal).ToList())
        {
            if (_missing.TryAdd(name, supplies.Time.GetTimestamp()))
            {
                continue;
            }

            if (supplies.Time.GetElapsedTime(_missing[name]) >= ReloadState.SettleTime)
            {
                _ = _slots[name].Live?.RetireAsync(supplies.Time);
                _slots.Remove(name);
                _missing.Remove(name);
            }
        }
    }

    private PluginSnapshot Snapshot(IEnumerable<RuleProblem> strays)
    {
        var rules = new List<PluginRuleProxy>();
        var problems = new List<RuleProblem>(strays);
        var owners = new Dictionary<string, PluginSlot>(StringComparer.Ordinal);
        foreach (var slot in _slots.Values)
        {
            problems.AddRange(slot.Problems);
            foreach (var proxy in slot.Live?.Rules ?? [])
            {
                if (!owners.TryAdd(proxy.Name, slot))
                {
                    problems.Add(Twice(slot, proxy.Name, owners[proxy.Name]));
                    continue;
                }

                rules.Add(proxy);
                if (proxy.IsSwitchedOff)
                {
                    problems.Add(OutOfService(slot, proxy.Name));
                }
            }
        }

        Watch();
        if (rules.Count > 0)
        {
            KeepHeadroom();
        }

        return new PluginSnapshot(rules, problems, VersionOf(rules, problems));
    }

    private string VersionOf(List<PluginRuleProxy> rules, List<RuleProblem> problems)
    {
        var parts = _slots
            .Values.Where(slot => slot.Live is not null)
            .Select(slot => $"{slot.Name} {slot.Live!.Hash}")
            .Concat(rules.Select(proxy => proxy.Name))
            .Concat(problems.Select(problem => problem.ToString()));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..12];
    }

    /// <summary>Counts the versions still in memory, including replaced ones.</summary>
    private void Watch()
    {
        foreach (var slot in _slots.Values)
        {
            if (slot.Live is { } live && !_contexts.Contains(live.Trace))
            {
                _contexts.Add(live.Trace);
            }
        }

        _contexts.RemoveAll(context => !context.IsAlive);
        supplies.Metrics.ContextsAlive(_contexts.Count);
    }

    /// <summary>
    /// The pool starts with one thread per core and adds more slowly. Measured on two cores with two rules that compute
    /// for ever: the next work item waited 960 ms, with this headroom 7 ms.
    /// </summary>
    private static void KeepHeadroom()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        var wanted = Environment.ProcessorCount + Headroom;
        if (workers < wanted)
        {
            ThreadPool.SetMinThreads(wanted, completions);
        }
    }

    private static RuleProblem Twice(PluginSlot slot, string rule, PluginSlot first) =>
        new(
            ProblemSeverity.Error,
            slot.Path,
            0,
            0,
            rule,
            $"{first.Path} has a rule with this name too, so this one is not asked.",
            "Give one of them another Name."
        );

    private static RuleProblem OutOfService(PluginSlot slot, string rule) =>
        new(
            ProblemSeverity.Error,
            slot.Path,
            0,
            0,
            rule,
            $"It held {PluginRuleProxy.ThreadsToLose} threads after its time and is switched off.",
            "Make ReplyAsync stop when its token is cancelled, then replace the DLL; a restart loads it again."
        );

    private static RuleProblem Stray(string name) =>
        new(
            ProblemSeverity.Warning,
            $"plugins/{name}",
            0,
            0,
            null,
            "A DLL here is not loaded.",
            $"Move it to plugins/{Path.GetFileNameWithoutExtension(name)}/{name}."
        );

    private static RuleProblem Unreadable() =>
        new(
            ProblemSeverity.Error,
            "plugins",
            0,
            0,
            null,
            "The folder cannot be read.",
            "Give the service the right to list it."
        );

    private static RuleProblem SwitchedOff(int count) =>
        new(
            ProblemSeverity.Note,
            "plugins",
            0,
            0,
            null,
            $"Plug-ins are switched off, so {count} of them are not loaded.",
            "Set Rules:Plugins:Enabled to true to use them."
        );
}
