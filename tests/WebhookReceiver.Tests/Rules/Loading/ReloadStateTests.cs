using System.Globalization;
using System.Text;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>
/// Each row has a sentence, inputs, the effects of each step, and the final state. The inputs: a scan with <c>v1</c> in
/// the folder (<c>v1*</c>: rewritten with the same contents), a folder that is <c>gone</c> or <c>empty</c>, a load that
/// is <c>good</c> or <c>bad</c>, elapsed milliseconds, changed plug-ins, a restored copy, an approval.
/// </summary>
public sealed class ReloadStateTests
{
    private const string Live = "v1; good";
    private const string LiveDone = "Load; SaveLastGood, Report";

    [Theory]
    [InlineData("The first scan is loaded at once and saved", "v1; good", LiveDone, "v1, Ok")]
    [InlineData(
        "At the first start with a bad file the good files serve, and nothing is saved",
        "v1; bad",
        "Load; Report",
        "v1 in part, ServingGoodFiles, degraded"
    )]
    [InlineData(
        "Until the folder has been right once the good files of each change serve",
        "v1; bad; v2; 300; v2; bad",
        "Load; Report; ScanAgain; Load; Report",
        "v2 in part, ServingGoodFiles, degraded"
    )]
    [InlineData(
        "From the first good load on the last good rules stay",
        "v1; bad; v2; 300; v2; good; v3; 300; v3; bad",
        "Load; Report; ScanAgain; Load; SaveLastGood, Report; ScanAgain; Load; Report",
        "v2, KeptLastGood, degraded"
    )]
    [InlineData(
        "Without a folder at the first start nobody is answered",
        "gone",
        "Report",
        "empty in part, FolderMissing, degraded"
    )]
    [InlineData("An empty folder at the first start is loaded", "empty; good", LiveDone, "v0, Ok, degraded")]
    public void At_the_start(string sentence, string happens, string done, string leadsTo) =>
        Check(sentence, happens, done, leadsTo, RuleGate.Tests);

    [Theory]
    [InlineData("What is unchanged is left alone", $"{Live}; 1000; v1", $"{LiveDone}; None", "v1, Ok")]
    [InlineData("A file that is only touched is unchanged", $"{Live}; v1*", $"{LiveDone}; None", "v1, Ok")]
    [InlineData(
        "A change is loaded when nobody has written for 300 ms",
        $"{Live}; v2; 299; v2; 1; v2; good",
        $"{LiveDone}; ScanAgain; ScanAgain; Load; SaveLastGood, Report",
        "v2, Ok"
    )]
    [InlineData(
        "Whoever writes again is waited for again",
        $"{Live}; v2; 300; v2*; 299; v2*",
        $"{LiveDone}; ScanAgain; ScanAgain; ScanAgain",
        "v1, Ok, settling"
    )]
    [InlineData(
        "A change that is taken back in time is none, and the next one settles from its own start",
        $"{Live}; v2; v1; 300; v2",
        $"{LiveDone}; ScanAgain; None; ScanAgain",
        "v1, Ok, settling"
    )]
    [InlineData(
        "A file that changes while it is read is loaded when it has settled",
        $"{Live}; v2; 300; v2; v3; 300; v3; good",
        $"{LiveDone}; ScanAgain; Load; ScanAgain; Load; SaveLastGood, Report",
        "v3, Ok"
    )]
    [InlineData(
        "A bad edit keeps the last good rules and is reported once",
        $"{Live}; v2; 300; v2; bad; 1000; v2",
        $"{LiveDone}; ScanAgain; Load; Report; None",
        "v1, KeptLastGood, degraded"
    )]
    [InlineData(
        "Going back to the rules that are live makes the status good again",
        $"{Live}; v2; 300; v2; bad; v1; 300; v1; good",
        $"{LiveDone}; ScanAgain; Load; Report; ScanAgain; Load; SaveLastGood, Report",
        "v1, Ok"
    )]
    [InlineData(
        "A folder that goes away leaves the rules, and is loaded when it comes back",
        $"{Live}; gone; 300; gone; 1000; gone; v1; 300; v1; good",
        $"{LiveDone}; ScanAgain; Report; None; ScanAgain; Load; SaveLastGood, Report",
        "v1, Ok"
    )]
    [InlineData(
        "A folder that becomes empty takes no rule away",
        $"{Live}; empty; 300; empty",
        $"{LiveDone}; ScanAgain; Report",
        "v1, FolderEmpty, degraded"
    )]
    [InlineData(
        "A change of the plug-ins alone is a change",
        $"{Live}; plug-ins; v1; 300; v1; good",
        $"{LiveDone}; ScanAgain; Load; SaveLastGood, Report",
        "v1, Ok"
    )]
    public void After_a_change(string sentence, string happens, string done, string leadsTo) =>
        Check(sentence, happens, done, leadsTo, RuleGate.Tests);

    [Theory]
    [InlineData("The first rules need no approval", "v1; good", LiveDone, "v1, Ok")]
    [InlineData(
        "New rules wait",
        $"{Live}; v2; 300; v2; good",
        $"{LiveDone}; ScanAgain; Load; Report",
        "v1, Waiting, degraded, v2 waits"
    )]
    [InlineData(
        "Approved rules go live",
        $"{Live}; v2; 300; v2; good; approve; v2",
        $"{LiveDone}; ScanAgain; Load; Report; Live: SaveLastGood, Report; None",
        "v2, Ok"
    )]
    [InlineData(
        "Another version is not approved",
        $"{Live}; v2; 300; v2; good; approve v3",
        $"{LiveDone}; ScanAgain; Load; Report; OtherVersion: None",
        "v1, Waiting, degraded, v2 waits"
    )]
    [InlineData(
        "Where nothing waits nothing is approved",
        $"{Live}; approve",
        $"{LiveDone}; NothingWaits: None",
        "v1, Ok"
    )]
    [InlineData(
        "Rules that wait are given up when the folder is loaded again",
        $"{Live}; v2; 300; v2; good; v3; 300; v3; bad; approve",
        $"{LiveDone}; ScanAgain; Load; Report; ScanAgain; Load; Report; NothingWaits: None",
        "v1, KeptLastGood, degraded"
    )]
    [InlineData(
        "The rules that are live need no approval",
        $"{Live}; v2; 300; v2; good; v1; 300; v1; good",
        $"{LiveDone}; ScanAgain; Load; Report; ScanAgain; Load; SaveLastGood, Report",
        "v1, Ok"
    )]
    [InlineData(
        "A restart does not get around the approval",
        "restore v1; v2; good",
        "Load; Report",
        "v1 from the copy, Waiting, degraded, v2 waits"
    )]
    public void With_a_manual_gate(string sentence, string happens, string done, string leadsTo) =>
        Check(sentence, happens, done, leadsTo, RuleGate.Manual);

    [Theory]
    [InlineData(
        "A restart with a bad folder serves the copy",
        "restore v1; v2; bad",
        "Load; Report",
        "v1 from the copy, KeptLastGood, degraded"
    )]
    [InlineData(
        "A restart without a folder serves the copy",
        "restore v1; gone",
        "Report",
        "v1 from the copy, FolderMissing, degraded"
    )]
    [InlineData(
        "A restart with an empty folder serves the copy",
        "restore v1; empty",
        "Report",
        "v1 from the copy, FolderEmpty, degraded"
    )]
    [InlineData(
        "The copy serves until the folder is good",
        "restore v1; v2; bad; v3; 300; v3; good",
        "Load; Report; ScanAgain; Load; SaveLastGood, Report",
        "v3, Ok"
    )]
    public void After_a_restart(string sentence, string happens, string done, string leadsTo) =>
        Check(sentence, happens, done, leadsTo, RuleGate.Tests);

    private static void Check(string sentence, string happens, string done, string leadsTo, RuleGate gate)
    {
        var reload = new Reload(gate);

        var effects = happens.Split("; ").Select(reload.After).OfType<string>().ToList();

        Assert.Equal($"{sentence}: {done}: {leadsTo}", $"{sentence}: {string.Join("; ", effects)}: {reload}");
    }

    /// <summary>Takes a state from step to step, as the reloader does, without a disk and without a clock.</summary>
    private sealed class Reload(RuleGate gate)
    {
        private static readonly DateTimeOffset Now = new(2026, 1, 14, 12, 0, 0, TimeSpan.Zero);

        private ReloadState _state = new(gate, ReloadStatus.Initial("/rules", Now));
        private TimeSpan _at;
        private PluginSnapshot _plugins = PluginSnapshot.Empty;
        private FolderScan _scan = new(FolderExists: false, [], [], []);
        private string _found = "";

        /// <summary>The effects of an input; null if it has none.</summary>
        public string? After(string happening)
        {
            switch (happening.Split(' '))
            {
                case ["good" or "bad"]:
                    return Next(Load(isFit: happening == "good"));
                case ["restore", var version]:
                    _state = _state.Restored(Rules(version), ["hours.yaml"], Now);
                    return null;
                case ["approve", .. var version]:
                    var named = version.FirstOrDefault() ?? _state.Waiting?.RuleSet.Version ?? "none";
                    var (next, effects, approval) = _state.Approve(named, Now);
                    _state = next;
                    return $"{approval}: {effects}";
                case ["plug-ins"]:
                    _plugins = _plugins with { Version = "others" };
                    return null;
                case [var number] when int.TryParse(number, CultureInfo.InvariantCulture, out var milliseconds):
                    _at += TimeSpan.FromMilliseconds(milliseconds);
                    return null;
                default:
                    _found = happening;
                    _scan = Scan(happening);
                    return Next(load: null);
            }
        }

        public override string ToString()
        {
            var (live, status) = (_state.Live, _state.Status);
            var origin =
                _state.IsServingLastGood ? " from the copy"
                : _state.LastGood is null ? " in part"
                : "";
            var degraded = status.IsDegraded ? ", degraded" : "";
            var settling = _state.Settling is null ? "" : ", settling";
            var waiting = _state.Waiting is { } load ? $", {load.RuleSet.Version} waits" : "";

            // The status agrees with the state.
            Assert.Equal(_state.Waiting?.RuleSet.Version, status.WaitingVersion);
            Assert.Equal(live.Version, status.Version.Length == 0 ? "empty" : status.Version);
            Assert.Equal(live.Rules.Length, status.RuleCount);
            Assert.Equal(
                _state.IsServingLastGood,
                status.Problems.Any(problem => problem.Message.StartsWith("Since the start", StringComparison.Ordinal))
            );
            return $"{live.Version}{origin}, {status.LastResult}{degraded}{settling}{waiting}";
        }

        private string Next(RuleLoad? load)
        {
            (_state, var effects) = _state.Next(_scan, load, Now);
            return effects.ToString();
        }

        private FolderScan Scan(string found) =>
            new(
                found != "gone",
                found is "gone" or "empty" ? [] : [FileOf(found.TrimEnd('*'), isRewritten: found.EndsWith('*'))],
                [],
                []
            )
            {
                At = _at,
                Plugins = _plugins,
            };

        private static ScannedFile FileOf(string hash, bool isRewritten) =>
            new("hours.yaml", "/rules/hours.yaml", 100, Now.UtcDateTime.AddSeconds(isRewritten ? 1 : 0), hash);

        private RuleLoad Load(bool isFit) =>
            new(
                _scan,
                Files: [],
                _found == "empty" ? Rules("v0", "") : Rules(_found.TrimEnd('*')),
                isFit,
                isFit ? [] : [new RuleProblem(ProblemSeverity.Error, "hours.yaml", 1, 1, null, "It is wrong.", null)],
                TestCount: 0,
                Comparison: null
            );

        private static RuleSet Rules(string version, string file = "rules:\n- when: hours\n  reply: nine\n") =>
            RuleSetBuilder
                .Build(
                    [new RuleFile("hours.yaml", Encoding.UTF8.GetBytes(file))],
                    [],
                    version,
                    DecisionLimits.Default,
                    TimeProvider.System
                )
                .RuleSet;
    }
}
