namespace WebhookReceiver.Rules.Loading;

/// <summary>Problems of the rules folder as a whole.</summary>
internal static class ReloadProblems
{
    /// <summary>The path of a problem without a file.</summary>
    public const string WholeFolder = "rules folder";

    public static RuleProblem Missing(ReloadStatus status) =>
        Folder(
            ProblemSeverity.Error,
            $"There is no folder {status.Folder}.",
            "Create it, or name another one in the setting Rules:Folder."
        );

    public static RuleProblem Empty(ReloadStatus status) =>
        Folder(
            ProblemSeverity.Error,
            $"{status.Folder} holds no rule files any more, so the {status.RuleCount} previous rules stay in use.",
            "To answer nothing, put a file there with the one line 'rules: []'."
        );

    public static RuleProblem NoRules(ReloadStatus status) =>
        Folder(
            ProblemSeverity.Error,
            $"{status.Folder} holds no rules, so every message is answered with silence.",
            "Put a .yaml file there, for example one with the two lines 'rules:' and '  - reply: Hello!'."
        );

    public static RuleProblem ServesLastGood(ReloadStatus status) =>
        Folder(
            ProblemSeverity.Warning,
            $"Since the start the {status.RuleCount} rules answer that were last good (version {status.Version}), from {LastGoodRules.FileName} in the data folder.",
            "They are replaced as soon as the rules folder has no errors."
        );

    /// <param name="hold">The hold.</param>
    /// <param name="isOther">Whether the folder has other rules.</param>
    public static RuleProblem Held(RuleHold hold, bool isOther)
    {
        var by = hold.By is { } person ? $" by {person}" : "";
        return Folder(
            isOther ? ProblemSeverity.Warning : ProblemSeverity.Note,
            $"Version {hold.Version} is held since {hold.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC{by}. "
                + (
                    isOther
                        ? "The folder has other rules; they wait."
                        : "The folder has the same rules; what changes there waits."
                ),
            "Release it on the page Versions of the console, or by DELETE /api/rules/hold."
        );
    }

    private static RuleProblem Folder(ProblemSeverity severity, string message, string fix) =>
        FolderScan.Problem(severity, WholeFolder, message, fix);
}
