using System.Collections.Immutable;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// What rules with <c>after-we-said</c> need of our last answer: which of their phrases stood in it. Only hashes of these
/// phrases are kept, never the answer.
/// </summary>
internal static class LastAnswer
{
    private const int KeyLength = 8;
    private const int MostKept = 16;

    /// <summary>After a day a "yes" belongs to something else.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>What is kept of a phrase.</summary>
    public static string KeyOf(Phrase phrase) =>
        XxHash32
            .HashToUInt32(Encoding.UTF8.GetBytes(phrase.Source.Trim().ToLowerInvariant()))
            .ToString("x8", CultureInfo.InvariantCulture);

    public static bool IsKept(IReadOnlyDictionary<string, string> own) => own.ContainsKey(SystemVariables.LastAnswer);

    /// <summary>Whether the phrase of this key stood in our last answer.</summary>
    public static bool Has(IReadOnlyDictionary<string, string> own, string key)
    {
        if (!own.TryGetValue(SystemVariables.LastAnswer, out var kept))
        {
            return false;
        }

        for (var at = 0; at + KeyLength <= kept.Length; at += KeyLength)
        {
            if (string.CompareOrdinal(kept, at, key, 0, KeyLength) == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The change that keeps what this answer says; null if nothing changes. Silence says nothing.</summary>
    public static ContactChange? Of(ImmutableArray<SaidPhrase> phrases, Decision decision, MatchContext context)
    {
        if (decision.Reply is not { IsSilent: false } reply)
        {
            return null;
        }

        StringBuilder? keys = null;
        if (reply.Text is { Length: > 0 } text)
        {
            var said = context.ForAnswer(text);
            foreach (var (phrase, key) in phrases)
            {
                if (phrase.Matches(said, whole: false) && (keys ??= new()).Length < MostKept * KeyLength)
                {
                    keys.Append(key);
                }
            }
        }

        if (keys is not null)
        {
            return ContactChange.Own(
                SystemVariables.LastAnswer,
                keys.ToString(),
                ContactChange.Later(context.Message.ReceivedAt, Kept)
            );
        }

        return IsKept(context.Context.Own) ? ContactChange.Own(SystemVariables.LastAnswer, value: null) : null;
    }
}

/// <summary>A phrase that some rule waits for in our answers.</summary>
internal readonly record struct SaidPhrase(Phrase Phrase, string Key)
{
    /// <summary>The phrases of all rules, each once.</summary>
    public static ImmutableArray<SaidPhrase> AllOf(IEnumerable<FileRule> rules) =>
        [
            .. rules
                .SelectMany(rule => rule.When)
                .SelectMany(condition => condition.SaidPhrases)
                .Select(phrase => new SaidPhrase(phrase, LastAnswer.KeyOf(phrase)))
                .DistinctBy(one => one.Key, StringComparer.Ordinal),
        ];
}
