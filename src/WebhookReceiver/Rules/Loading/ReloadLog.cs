using Microsoft.Extensions.Logging;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Rules.Loading;

/// <summary>Logs the results of loading the rules folder, without contacts' numbers and texts.</summary>
internal sealed partial class ReloadLog(ILogger logger)
{
    private const int MostDifferences = 20;

    public void Write(ReloadStatus status)
    {
        foreach (var problem in status.Problems)
        {
            BackgroundThrottle.Yield();
            Write(problem);
        }

        if (status.Comparison is { } comparison)
            Write(comparison);

        switch (status.LastResult)
        {
            case ReloadResult.Ok:
                Log.Live(logger, status.RuleCount, status.TestCount, status.Version);
                break;
            case ReloadResult.ServingGoodFiles:
                Log.ServingGoodFiles(logger, status.RuleCount, status.Version);
                break;
            case ReloadResult.Waiting:
                Log.Waiting(logger, status.WaitingVersion!, status.RuleCount, status.Version);
                break;
            default:
                Log.Kept(logger, status.RuleCount, status.Version);
                break;
        }
    }

    public void Held(RuleHold hold) => Log.Held(logger, hold.Version);

    public void Released(RuleHold hold) => Log.Released(logger, hold.Version);

    /// <summary>A held version that is lost must not be lost silently.</summary>
    public void HeldIsLost(RuleHold hold) => Log.HeldIsLost(logger, hold.Version);

    private void Write(ReplayComparison comparison)
    {
        if (comparison.Replayed == 0)
        {
            return;
        }

        Log.Proof(logger, comparison.Differ, comparison.Replayed);
        foreach (var change in comparison.Changes.Take(MostDifferences))
        {
            Log.Difference(logger, change.Number, change.RuleBefore ?? "nobody", change.RuleAfter ?? "nobody");
        }
    }

    /// <summary>In parts, because a log cuts long values: position, problem, cure.</summary>
    private void Write(RuleProblem problem)
    {
        var lines = problem.Message.Split('\n', StringSplitOptions.TrimEntries);
        var what = problem.RuleId is null ? lines[0] : $"rule '{problem.RuleId}': {lines[0]}";
        var more = string.Join("; ", lines.Skip(1).Append(problem.Fix).OfType<string>());
        var place = problem.Line > 0 ? $"{problem.Path}:{problem.Line}:{problem.Column}" : problem.Path;
        var severity = problem.Severity.ToString().ToLowerInvariant();
        if (more.Length == 0)
            Log.Problem(logger, severity, place, what);
        else
            Log.ProblemWithCure(logger, severity, place, what, more);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Rules {Severity} at {Place}: {What}")]
        public static partial void Problem(ILogger logger, string severity, string place, string what);

        [LoggerMessage(LogLevel.Warning, "Rules {Severity} at {Place}: {What} {More}")]
        public static partial void ProblemWithCure(
            ILogger logger,
            string severity,
            string place,
            string what,
            string more
        );

        [LoggerMessage(
            LogLevel.Information,
            "New rules: in {Differ} of the last {Messages} messages the answer would differ"
        )]
        public static partial void Proof(ILogger logger, int differ, int messages);

        [LoggerMessage(
            LogLevel.Information,
            "New rules: message {Number} of the journal was answered by {Before}, now by {After}"
        )]
        public static partial void Difference(ILogger logger, long number, string before, string after);

        [LoggerMessage(LogLevel.Information, "Rules are live: {Rules} rules, {Tests} tests passed, version {Version}")]
        public static partial void Live(ILogger logger, int rules, int tests, string version);

        [LoggerMessage(
            LogLevel.Warning,
            "Rules are live in part: {Rules} rules, version {Version}; fix the errors above ('check' shows them in full)"
        )]
        public static partial void ServingGoodFiles(ILogger logger, int rules, string version);

        [LoggerMessage(
            LogLevel.Warning,
            "New rules wait for approval, version {Waiting} ('rules approve'); {Rules} rules, version {Version}, stay in use"
        )]
        public static partial void Waiting(ILogger logger, string waiting, int rules, string version);

        [LoggerMessage(LogLevel.Warning, "Rules version {Version} is held: what changes in the folder waits")]
        public static partial void Held(ILogger logger, string version);

        [LoggerMessage(LogLevel.Information, "Rules version {Version} is not held any more: the folder decides")]
        public static partial void Released(ILogger logger, string version);

        [LoggerMessage(
            LogLevel.Error,
            "Rules version {Version} is held, but it cannot be loaded: the rules of the folder answer"
        )]
        public static partial void HeldIsLost(ILogger logger, string version);

        [LoggerMessage(
            LogLevel.Warning,
            "Rules were not replaced: {Rules} rules, version {Version}, stay in use until the errors above are fixed "
                + "('check' shows them in full)"
        )]
        public static partial void Kept(ILogger logger, int rules, string version);
    }
}
