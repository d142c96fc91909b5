using WebhookReceiver.Rules;
using WebhookReceiver.Storage.Sqlite.Archive;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Management.Conversations;

/// <summary>The words for what became of a message.</summary>
internal static class Outcomes
{
    public const string Answered = "answered";
    public const string Fallback = "fallback";
    public const string None = "none";
    public const string Silent = "silent";

    /// <summary>The rules whose answer says that nothing was understood.</summary>
    public static IReadOnlySet<string> FallbacksOf(RuleSet rules) =>
        rules
            .Rules.Where(rule => rule.Stage == ReplyStage.Fallback)
            .Select(rule => rule.Name)
            .ToHashSet(StringComparer.Ordinal);

    public static string Of(StoredRow row, IReadOnlySet<string> fallbacks) =>
        Word(LineFates.Of(row.RuleName, row.Reply, row.ContactBefore.Own), row.RuleName, fallbacks);

    public static string Word(LineFate fate, string? rule, IReadOnlySet<string> fallbacks) =>
        fate switch
        {
            LineFate.Answered => rule is not null && fallbacks.Contains(rule) ? Fallback : Answered,
            LineFate.Silent => Silent,
            LineFate.Handover => "handover",
            LineFate.Open => "failed",
            _ => None,
        };

    public static bool IsUnderstood(string outcome) => outcome is Answered or Silent;
}
