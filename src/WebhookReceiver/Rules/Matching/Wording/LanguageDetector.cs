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
    private ulong _told;

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
        IReadOnlyCollection<Phrase> phrases
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
        var told = byWord
            .Values.Concat(corpus.Words.Values)
            .Where(BitOperations.IsPow2)
            .Aggregate(0UL, (all, one) => all | one);
        var said = DaysOf(languages);
        foreach (var (word, mask) in corpus.Words)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(said, word, out _) |= mask;
        }

        foreach (var (word, mask) in said)
        {
            byWord.TryAdd(word, mask);
        }

        var detector = new LanguageDetector(languages, byWord, vocabulary) { _told = told };
        detector.Learn(phrases, vocabulary);
        return detector;
    }

    /// <summary>Whether any word or letter tells this language from the others. Who writes it does not name a day.</summary>
    public bool CanTell(int language) =>
        (_told & (1UL << language)) != 0 || _byScript.Any(mask => mask == 1UL << language);

    /// <summary>The language of a message.</summary>
    /// <param name="context">The message.</param>
    /// <param name="phrase">The phrase that matched; <see langword="null"/> if none did.</param>
    public DetectedLanguage Of(MatchContext context, Phrase? phrase)
    {
        if (Chosen(context.Message) is >= 0 and var chosen)
        {
            return new DetectedLanguage(chosen, IsTold: false, LanguageCause.Chosen);
        }

        Span<int> scores = stackalloc int[_count];
        Count(context.Text, scores);
        var last = LastOf(context);
        var ofPhrase = phrase is null ? -1 : LanguageOf(phrase);
        var best = Best(scores);
        // What stands around a phrase tells more than a word that both languages may have; less, if the rules say whose it is.
        if (ofPhrase >= 0 && scores[best] - scores[ofPhrase] >= (phrase!.Languages == 0 ? 1 : FewestTelling))
        {
            ofPhrase = -1;
        }

        if (last < 0)
        {
            return ofPhrase >= 0 ? ByPhrase(ofPhrase, phrase!)
                : scores[best] > 0 ? ByWords(best)
                : ByNothing(context);
        }

        return ofPhrase >= 0 && scores[ofPhrase] >= FewestTelling ? ByPhrase(ofPhrase, phrase!)
            : scores[best] >= FewestTelling && scores[best] > scores[last] ? ByWords(best)
            : new DetectedLanguage(last, IsTold: false, LanguageCause.Conversation);
    }

    /// <summary>
    /// The language of a message that a question or menu may take. A name or a label changes no language: "Juan de la Cruz".
    /// An answer with a day, a time or a number changes it if none of its words is of the conversation so far.
    /// </summary>
    public DetectedLanguage OfAnswer(MatchContext context, Question? question)
    {
        if (Chosen(context.Message) is >= 0 and var chosen)
        {
            return new DetectedLanguage(chosen, IsTold: false, LanguageCause.Chosen);
        }

        Span<int> scores = stackalloc int[_count];
        Count(context.Text, scores);
        var isValue = question?.Expect.Type is AnswerType.Number or AnswerType.Day or AnswerType.Time;
        var (last, best) = (LastOf(context), Best(scores));
        if (last < 0)
        {
            // "Do" may be a day in one language and a word in another, so it is read in all of them.
            return scores[best] >= (isValue ? 1 : FewestTelling)
                ? ByWords(best) with
                {
                    IsTold = false,
                }
                : ByNothing(context);
        }

        return isValue && scores[best] >= FewestTelling && scores[last] == 0
            ? ByWords(best)
            : new DetectedLanguage(last, IsTold: false, LanguageCause.Conversation);
    }

    /// <summary>The words of a text that speak for a language, and not for all.</summary>
    public IEnumerable<string> WordsOf(int language, FoldedText text)
    {
        for (var at = 0; at < Math.Min(text.Tokens.Length, MostWords); at++)
        {
            var (mask, _) = MaskAt(text, at);
            if (BitOperations.PopCount(mask) < _count && (mask & (1UL << language)) != 0)
            {
                yield return text.SourceOf(at, at + 1).ToString();
            }
        }
    }

    private static DetectedLanguage ByPhrase(int language, Phrase phrase) =>
        new(language, IsTold: true, LanguageCause.Phrase) { Phrase = phrase.Source };

    private static DetectedLanguage ByWords(int language) => new(language, IsTold: true, LanguageCause.Words);

    private DetectedLanguage ByNothing(MatchContext context) =>
        new(Languages.ByScript(context.Message.Text), IsTold: false, LanguageCause.Nothing);

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
            var (mask, weight) = MaskAt(text, at);
            Add(mask, weight, scores);
        }
    }

    /// <summary>The languages that a word speaks for, and how much.</summary>
    private (ulong Mask, int Weight) MaskAt(FoldedText text, int at)
    {
        var word = text.WordAt(at);
        var mask = MaskOf(word);
        if (mask == 0 && text.Tokens[at].FirstCut > 0)
        {
            mask = MaskOf(StrippedWord.OffApostrophes(word, text.Tokens[at]));
            return mask == 0 ? (ScriptMaskOf(word), 1) : (mask, 1);
        }

        return mask == 0 ? (ScriptMaskOf(word), FewestTelling) : (mask, 1);
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

    /// <summary>The language that the rules give a phrase, else that of its words; -1 for none.</summary>
    public int LanguageOf(Phrase phrase)
    {
        if (phrase.Languages != 0)
        {
            return BitOperations.IsPow2(phrase.Languages) ? BitOperations.TrailingZeroCount(phrase.Languages) : -1;
        }

        Span<int> scores = stackalloc int[_count];
        foreach (var word in phrase.Words)
        {
            Add(word < _byNumber.Length ? _byNumber[word] : 0, 1, scores);
        }

        var best = Best(scores);
        return scores[best] > 0 && scores.Count(scores[best]) == 1 ? best : -1;
    }

    /// <summary>Words beside others that tell a language belong to it, too; and all of which the rules say it.</summary>
    private void Learn(IReadOnlyCollection<Phrase> phrases, Vocabulary vocabulary)
    {
        var words = vocabulary.ToArray();
        foreach (var phrase in phrases)
        {
            foreach (var word in phrase.Languages == 0 ? [] : phrase.Words)
            {
                _byNumber[word] = _byWord[words[word]] = _byNumber[word] | phrase.Languages;
                _told |= BitOperations.IsPow2(phrase.Languages) ? phrase.Languages : 0;
            }
        }

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

    /// <summary>The names of days, with a bit for each language that has them.</summary>
    private static Dictionary<string, ulong> DaysOf(Languages languages)
    {
        var days = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var at = 0; at < Math.Min(languages.All.Length, MostLanguages); at++)
        {
            var spoken = SpokenLanguage.Of(languages.All[at]);
            foreach (var (name, _) in spoken.Names(SpokenPart.Day).Concat(spoken.Names(SpokenPart.Relative)))
            {
                if (!name.Contains(' ', StringComparison.Ordinal))
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(days, name, out _) |= 1UL << at;
                }
            }
        }

        return days;
    }

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
