using System.Collections.Frozen;
using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// The languages for days, times and numbers of a folder: the listed ones and English; the shop's own words take
/// precedence.
/// </summary>
internal sealed class SpokenLanguages
{
    /// <summary>A longer message has more than a value.</summary>
    private const int MostWordsOfAnswer = 16;

    private readonly Languages _languages;
    private readonly ImmutableArray<SpokenLanguage> _listed;
    private readonly ImmutableArray<ImmutableArray<SpokenLanguage>> _alone;
    private readonly ImmutableArray<SpokenLanguage> _besides;
    private readonly ImmutableArray<ImmutableArray<SpokenLanguage>> _others;
    private readonly Lazy<FrozenSet<string>> _firstWords;
    private readonly Lazy<FrozenSet<string>> _firstNumbers;

    public SpokenLanguages(Languages languages, SpokenLanguage? own = null)
    {
        _languages = languages;
        var english = Spoken(ReplyLanguage.Find("en")!);
        _listed = languages.All.IsEmpty ? [english] : [.. languages.All.Select(Spoken)];
        HaveGender = _listed.Any(one => one.Language!.Code is "es" or "pt" or "it" or "ca" or "gl");
        _alone = [.. _listed.Select(one => ImmutableArray.Create(one))];
        Everywhere = _listed.Any(one => one.Language!.Code == "en") ? _listed : [.. _listed, english];

        _besides = [.. Everywhere.Except(_listed)];
        _others = [.. _listed.Select(one => Everywhere.Remove(one))];
        _firstWords = new(() => Everywhere.SelectMany(one => one.FirstWords).ToFrozenSet(StringComparer.Ordinal));
        _firstNumbers = new(() =>
            Everywhere.SelectMany(one => one.FirstWordsOfNumbers).ToFrozenSet(StringComparer.Ordinal)
        );

        SpokenLanguage Spoken(ReplyLanguage language) =>
            own is null ? SpokenLanguage.Of(language) : SpokenLanguage.Of(language).With(own);
    }

    /// <summary>
    /// Whether a day may begin with this word. Most words need one look-up, however many languages there are.
    /// </summary>
    public bool MayBeginDay(ReadOnlySpan<char> word) =>
        _firstWords.Value.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>Whether a time may begin with this word.</summary>
    public bool MayBeginTime(ReadOnlySpan<char> word) =>
        char.IsAsciiDigit(word[0])
        || MayBeginDay(word)
        || _firstNumbers.Value.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>A folder without settings.</summary>
    public static SpokenLanguages English { get; } = new(Languages.None);

    /// <summary>Whether the folder lists languages.</summary>
    public bool AreListed => !_languages.All.IsEmpty;

    /// <summary>Whether nouns of a language of the folder differ in their last letter alone: gato, gata.</summary>
    public bool HaveGender { get; }

    /// <summary>All languages, the folder's first.</summary>
    public ImmutableArray<SpokenLanguage> Everywhere { get; }

    /// <summary>The language of the conversation alone; all listed ones if it is unknown.</summary>
    public ImmutableArray<SpokenLanguage> Spoken(MatchContext context) =>
        Known(context) is >= 0 and var known ? _alone[known] : _listed;

    /// <summary>The other languages.</summary>
    public ImmutableArray<SpokenLanguage> Others(MatchContext context) =>
        Known(context) is >= 0 and var known ? _others[known] : _besides;

    /// <summary>Whether the language of the conversation is known, and has a 12-hour clock.</summary>
    public bool HasTwelveHours(MatchContext context) =>
        Known(context) is >= 0 and var known && _listed[known].HasTwelveHours;

    /// <summary>The language to write in.</summary>
    public ReplyLanguage Reply(IncomingMessage message) =>
        _languages.All.IsEmpty ? ReplyLanguage.None : _languages.All[_languages.Of(message)];

    /// <summary>Its position among those of the folder.</summary>
    public int Position(IncomingMessage message) => _languages.Of(message);

    /// <summary>Builds the number words now, so that no message waits for them.</summary>
    public void Prepare()
    {
        foreach (var language in Everywhere)
        {
            language.Prepare();
        }

        _ = _firstNumbers.Value;
    }

    /// <summary>
    /// Whether a short day name may occur in a sentence: no language of the folder has it as a common word.
    /// </summary>
    public bool IsUncommon(ReadOnlySpan<char> word)
    {
        foreach (var language in _listed)
        {
            if (language.Has(SpokenPart.Common, word))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether everything except the words from one to another is courtesy: "at 8 please".</summary>
    public bool IsAllSaid(FoldedText text, int first, int end)
    {
        if (text.Tokens.Length > MostWordsOfAnswer)
        {
            return false;
        }

        for (var token = 0; token < text.Tokens.Length; token++)
        {
            if ((token < first || token >= end) && !IsCourtesy(text, token))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The longest name of this kind at a word in any language: the number of its words, 0 for none.</summary>
    public int Take(SpokenPart part, FoldedText text, int token, out int value)
    {
        value = 0;
        if (token < 0 || token >= text.Tokens.Length || (part != SpokenPart.Choice && !MayBeginDay(text.WordAt(token))))
        {
            return 0;
        }

        var longest = 0;
        foreach (var language in Everywhere)
        {
            var taken = language.Take(part, text, token, out var meant);
            if (taken > longest || (taken == longest && taken > 0 && value > 0 && meant > value))
            {
                (longest, value) = (taken, meant);
            }
        }

        return longest;
    }

    /// <summary>Whether a word is common in another language than the given one: "do" is no two in English.</summary>
    public bool IsCommonElsewhere(SpokenLanguage language, ReadOnlySpan<char> word)
    {
        foreach (var other in Everywhere)
        {
            if (other != language && other.Has(SpokenPart.Common, word))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsCourtesy(FoldedText text, int token)
    {
        var word = text.WordAt(token);
        if (word.Length > 1 && char.IsSurrogate(word[0]))
        {
            return true; // an emoji has no meaning here
        }

        foreach (var language in Everywhere)
        {
            if (language.Has(SpokenPart.Courtesy, word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Position of the conversation's language; -1 if nothing tells which it is.</summary>
    private int Known(MatchContext context)
    {
        if (_languages.All.Length < 2)
        {
            return _languages.All.Length - 1;
        }

        if (context.Message.Contact.TryGetValue(Languages.Variable, out var code))
        {
            return _languages.Find(code);
        }

        if (context is { IsLanguageTold: true, Message.Language: { } told })
        {
            return told;
        }

        return context.Context.Own.TryGetValue(SystemVariables.Language, out var last) ? _languages.IndexOf(last) : -1;
    }
}
