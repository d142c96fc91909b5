using System.Collections.Immutable;
using WebhookReceiver.Commands.Importing.Talk;

namespace WebhookReceiver.Commands.Importing.Aiml;

/// <summary>Interpreters write short English forms out before they look for a pattern; here the pattern gets both.</summary>
internal static class AimlSpellings
{
    private const int MostForms = 8;

    private static readonly (string[] Long, string Short)[] All =
    [
        (["i", "am"], "i'm"),
        (["you", "are"], "you're"),
        (["it", "is"], "it's"),
        (["what", "is"], "what's"),
        (["who", "is"], "who's"),
        (["where", "is"], "where's"),
        (["how", "is"], "how's"),
        (["that", "is"], "that's"),
        (["do", "not"], "don't"),
        (["does", "not"], "doesn't"),
        (["is", "not"], "isn't"),
        (["can", "not"], "can't"),
        (["will", "not"], "won't"),
        (["i", "will"], "i'll"),
        (["i", "have"], "i've"),
        (["i", "would"], "i'd"),
    ];

    public static ImmutableArray<TalkPattern> Of(TalkPattern pattern)
    {
        List<ImmutableArray<TalkToken>> forms = [pattern.Tokens];
        foreach (var (written, spoken) in All)
        {
            foreach (var form in forms.ToList())
            {
                var at = Enumerable
                    .Range(0, Math.Max(0, form.Length - 1))
                    .Where(i => form[i].Text == written[0] && form[i + 1].Text == written[1])
                    .DefaultIfEmpty(-1)
                    .First();
                if (at >= 0 && forms.Count < MostForms)
                {
                    forms.Add([.. form[..at], TalkToken.Word(spoken), .. form[(at + 2)..]]);
                }
            }
        }

        return [.. forms.Select(form => new TalkPattern(form))];
    }
}
