using System.Collections.Frozen;
using WebhookReceiver.Rules.Files.Keys.Conditions;
using WebhookReceiver.Rules.Files.Keys.Replies;
using WebhookReceiver.Rules.Files.Keys.Tests;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>Every key of the language, to recognise one in a line that YAML could not read.</summary>
internal static class KnownWords
{
    /// <summary>Keys of rules and files alone: words that seldom begin a line of a text.</summary>
    public static FrozenSet<string> Rule { get; } =
        TopKeys.Table.Names.Concat(RuleKeys.Table.Names).ToFrozenSet(StringComparer.Ordinal);

    public static FrozenSet<string> All { get; } =
        new[]
        {
            TopKeys.Table.Names,
            RuleKeys.Table.Names,
            ConditionKeys.Table.Names,
            ReplyKeys.Table.Names,
            TestKeys.Table.Names,
            SettingsKeys.Table.Names,
        }
            .SelectMany(names => names)
            .ToFrozenSet(StringComparer.Ordinal);
}
