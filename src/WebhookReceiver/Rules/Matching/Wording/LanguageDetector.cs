using System.Numerics;
using System.Runtime.InteropServices;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Rules.Matching.Wording;

/// <summary>
/// In which language of the folder somebody is spoken to: by the phrase that matched, by the words of the message, by the
/// conversation. Made when the rules are loaded, out of common words and of what the rules say in each language. Pure.
/// </summary>
internal sealed class LanguageDetector
{
    /// <summary>Fewer words that tell change the language of no conversation: a name, "no", an address.</summary>
    private const int FewestTelling = 2;

    private const int MostLanguages = 64;
    private const int MostWords = 64;

    private readonly Dictionary<string, ulong> _byWord;
    private readonly Dictionary<string, ulong>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly ulong[] _byNumber;
    private readonly ulong[] _byScript;
    private readonly int _count;

    private LanguageDetector(Languages languages, Dictionary<string, ulong> byWord, Vocabulary vocabulary)
    {
        Languages = languages;
        _count = Math.Min(languages.All.Length, MostLanguages);
        _byWord = byWord;
        _lookup = byWord.GetAlternateLookup<ReadOnlySpan<char>>();
        _byScript = ScriptsOf(languages, _count);
        _byNumber = [.. vocabulary.ToArray().Select(word => MaskOf(word))];
    }

    public Languages Languages { get; }

    /// <summary><see langword="null"/> for a folder of one language, which has nothing to tell.</summary>
    public static LanguageDetector? Of(
        Languages languages,
        LanguageCorpus corpus,
        Vocabulary vocabulary,
        IEnumerable<Phrase> phrases
    )
    {
        if (languages.All.Length < 2)
        {
            return null;
        }

        var byWord = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var at = 0; at < Math.Min(languages.All.Length, MostLanguages); at++)
        {
            foreach (var word in CommonWords.Of(languages.All[at].Code))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(byWord, word, out _) |= 1UL << at;
            }
        }

        // What everybody says tells more than what stands in a few replies.
        foreach (var (word, mask) in corpus.Words)
        {
            byWord.TryAdd(word, mask);
        }

        var detector = new LanguageDetector(languages, byWord, vocabulary);
        detector.Learn(phrases, vocabulary);
        return detector;
    }

    /// <summary>Whether any word or letter tells this language from the others.</summary>
    public bool CanTell(int language) =>
        _byWord.Values.Any(mask => mask == 1UL << language) || _byScript.Any(mask => mask == 1UL << language);

    /// <summary>The language of a message.</summary>
    /// <param name="context">The message.</param>
    /// <param name="phrase">The phrase that matched; <see langword="null"/> if none did.</param>
    public DetectedLanguage Of(MatchContext context, Phrase? phrase)
    {
        if (Chosen(context.Message) is >= 0 and var chosen)
        {
            return new DetectedLanguage(chosen, IsTold: false);
        }

        Span<int> scores = stackalloc int[_count];
        Count(context.Text, scores);
        var last = LastOf(context);
        var ofPhrase = phrase is null ? -1 : LanguageOf(phrase);
        var best = Best(scores);
        if (ofPhrase >= 0 && scores[best] - scores[ofPhrase] >= FewestTelling)
        {
            // The phrase is a word that both languages have: what stands around it tells.
            ofPhrase = -1;
        }

        if (last < 0)
        {
            return ofPhrase >= 0 ? new DetectedLanguage(ofPhrase, IsTold: true)
                : scores[best] > 0 ? new DetectedLanguage(best, IsTold: true)
                : new DetectedLanguage(Languages.ByScript(context.Message.Text), IsTold: false);
        }

        return ofPhrase >= 0 && scores[ofPhrase] >= FewestTelling ? new DetectedLanguage(ofPhrase, IsTold: true)
            : scores[best] >= FewestTelling && scores[best] > scores[last] ? new DetectedLanguage(best, IsTold: true)
            : new DetectedLanguage(last, IsTold: false);
    }

    /// <summary>The language of the conversation, whatever this message is written in: it answers a question.</summary>
    public DetectedLanguage OfConversation(MatchContext context)
    {
        var known = Chosen(context.Message) is >= 0 and var chosen ? chosen : LastOf(context);
        return known >= 0
            ? new DetectedLanguage(known, IsTold: false)
            : Of(context, phrase: null) with
            {
                IsTold = false,
            };
    }

    private int Chosen(IncomingMessage message) =>
        message.Contact.TryGetValue(Languages.Variable, out var value) ? Languages.Find(value) : -1;

    private int LastOf(MatchContext context) =>
        context.Context.Own.TryGetValue(SystemVariables.Language, out var code) ? Languages.IndexOf(code) : -1;

    /// <summary>How many words speak for each language; a word of a script that others do not write counts for two.</summary>
    private void Count(FoldedText text, Span<int> scores)
    {
        var before = "".AsSpan();
        for (var at = 0; at < Math.Min(text.Tokens.Length, MostWords); at++)
        {
            var word = text.WordAt(at);
            if (word.SequenceEqual(before))
            {
                continue;
            }

            before = word;
            var mask = MaskOf(word);
            var weight = mask == 0 ? FewestTelling : 1;
            if (mask == 0 && text.Tokens[at].FirstCut > 0)
            {
                (mask, weight) = (MaskOf(StrippedWord.OffApostrophes(word, text.Tokens[at])), 1);
            }

            Add(mask == 0 ? ScriptMaskOf(word) : mask, weight, scores);
        }
    }

    private void Add(ulong mask, int weight, Span<int> scores)
    {
        // A word of all of them tells nothing.
        if (BitOperations.PopCount(mask) < _count)
        {
            for (; mask != 0; mask &= mask - 1)
            {
                scores[BitOperations.TrailingZeroCount(mask)] += weight;
            }
        }
    }

    private int LanguageOf(Phrase phrase)
    {
        Span<int> scores = stackalloc int[_count];
        foreach (var word in phrase.Words)
        {
            Add(word < _byNumber.Length ? _byNumber[word] : 0, 1, scores);
        }

        var best = Best(scores);
        return scores[best] > 0 && scores.Count(scores[best]) == 1 ? best : -1;
    }

    /// <summary>Words beside others that tell a language belong to it, too.</summary>
    private void Learn(IEnumerable<Phrase> phrases, Vocabulary vocabulary)
    {
        var words = vocabulary.ToArray();
        var learned = new ulong[_byNumber.Length];
        foreach (var phrase in phrases)
        {
            if (LanguageOf(phrase) is >= 0 and var language)
            {
                foreach (var word in phrase.Words)
                {
                    learned[word] |= 1UL << language;
                }
            }
        }

        for (var word = 0; word < learned.Length; word++)
        {
            if (_byNumber[word] == 0 && BitOperations.IsPow2(learned[word]) && words[word].All(char.IsLetter))
            {
                _byNumber[word] = _byWord[words[word]] = learned[word];
            }
        }
    }

    private ulong MaskOf(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var mask) ? mask : 0;

    /// <summary>The languages written as this word is; none for Latin letters, in which names are written everywhere.</summary>
    private ulong ScriptMaskOf(ReadOnlySpan<char> word) => _byScript[(int)WrittenScripts.Of(word[0])];

    private static int Best(ReadOnlySpan<int> scores)
    {
        var best = 0;
        for (var at = 1; at < scores.Length; at++)
        {
            best = scores[at] > scores[best] ? at : best;
        }

        return best;
    }

    private static ulong[] ScriptsOf(Languages languages, int count)
    {
        var masks = new ulong[(int)WrittenScript.Han + 1];
        for (var at = 0; at < count; at++)
        {
            foreach (var script in WrittenScripts.Of(languages.All[at].Code))
            {
                if (script != WrittenScript.Latin)
                {
                    masks[(int)script] |= 1UL << at;
                }
            }
        }

        return masks;
    }
}

/// <summary>A language to speak.</summary>
/// <param name="Index">Its position among those of the folder.</param>
/// <param name="IsTold">Whether the message itself tells it; then it is remembered.</param>
internal readonly record struct DetectedLanguage(int Index, bool IsTold);
