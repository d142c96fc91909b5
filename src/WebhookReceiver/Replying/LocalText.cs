using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace WebhookReceiver.Replying;

/// <summary>
/// A text of a rule file: one text, alternatives, or several languages. Compiled at load; the language is chosen per
/// message.
/// </summary>
[CollectionBuilder(typeof(LocalText), nameof(Of))]
internal sealed class LocalText : IReadOnlyCollection<ReplyTemplate>
{
    private readonly Languages _languages;
    private readonly ImmutableArray<ImmutableArray<ReplyTemplate>> _byLanguage;
    private readonly bool _hasWeights;

    private LocalText(Languages languages, ImmutableArray<ImmutableArray<ReplyTemplate>> byLanguage)
    {
        _languages = languages;
        _byLanguage = byLanguage;
        foreach (var texts in byLanguage)
        {
            Count += texts.Length;
            foreach (var text in texts)
            {
                _hasWeights |= text.Weight != 1;
            }
        }
    }

    public static LocalText None { get; } =
        new(
            Languages.None,
            [
                [],
            ]
        );

    /// <summary>All texts in all languages.</summary>
    public int Count { get; }

    public bool IsEmpty => Count == 0;

    /// <summary>The largest number of alternatives in one language.</summary>
    public int Choices => _byLanguage.Max(texts => texts.Length);

    /// <summary>Characters of the longest text without placeholders; 0 if there is none.</summary>
    public int LongestConstant
    {
        get
        {
            var longest = 0;
            foreach (var texts in _byLanguage)
            {
                foreach (var text in texts)
                {
                    longest = text.IsConstant ? Math.Max(longest, text.Source.Length) : longest;
                }
            }

            return longest;
        }
    }

    /// <summary>True if every message gets the same text.</summary>
    public bool IsConstant => Count == 0 || (Count == 1 && _byLanguage[0][0].IsConstant);

    /// <summary>Texts shared by all languages.</summary>
    public static LocalText Of(params ReadOnlySpan<ReplyTemplate> texts) => Same([.. texts]);

    /// <summary>Texts shared by all languages.</summary>
    public static LocalText Same(ImmutableArray<ReplyTemplate> texts) => new(Languages.None, [texts]);

    /// <summary>
    /// Texts by language, in the order of the languages; the first language substitutes for a missing one.
    /// </summary>
    public static LocalText In(Languages languages, ImmutableArray<ImmutableArray<ReplyTemplate>> byLanguage) =>
        new(languages, byLanguage);

    /// <summary>
    /// The text for this message, filled in; null if there is none. With alternatives, never the avoided one, unless they
    /// have weights.
    /// </summary>
    /// <exception cref="TemplateException">A template failed.</exception>
    public string? Render(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures, int avoid = -1)
    {
        var texts = For(message);
        return texts.IsEmpty ? null : texts[ChoiceFor(message, avoid)].Render(message, captures);
    }

    /// <summary>
    /// Index of the text for this message within its language: constant for every delivery and replay.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="avoid">The contact's last text; -1 if unknown.</param>
    public int ChoiceFor(IncomingMessage message, int avoid)
    {
        var chance = unchecked((ulong)message.Seed);
        if (_hasWeights)
        {
            return Weighed(For(message), chance);
        }

        var count = For(message).Length;
        if (count < 2 || avoid < 0 || avoid >= count)
        {
            return count == 0 ? 0 : (int)(chance % (ulong)count);
        }

        var choice = (int)(chance % (ulong)(count - 1));
        return choice < avoid ? choice : choice + 1;
    }

    /// <summary>Who gives weights wants them kept: a heavy text may come twice in a row.</summary>
    private static int Weighed(ImmutableArray<ReplyTemplate> texts, ulong chance)
    {
        var all = 0UL;
        foreach (var text in texts)
        {
            all += (ulong)text.Weight;
        }

        var at = 0;
        for (var left = all == 0 ? 0 : chance % all; at + 1 < texts.Length && left >= (ulong)texts[at].Weight; at++)
        {
            left -= (ulong)texts[at].Weight;
        }

        return at;
    }

    /// <summary>The alternatives for this message.</summary>
    public ImmutableArray<ReplyTemplate> For(IncomingMessage message)
    {
        var texts = _byLanguage.Length == 1 ? _byLanguage[0] : _byLanguage[_languages.Of(message)];
        return texts.IsEmpty ? _byLanguage.FirstOrDefault(some => !some.IsEmpty, []) : texts;
    }

    /// <summary>All texts with distinguishing names: <c>1</c>, <c>2</c>; <c>en</c>, <c>ar</c>; <c>en 1</c>.</summary>
    public IEnumerable<(string Name, ReplyTemplate Text)> Variants =>
        _byLanguage.SelectMany(
            (texts, language) => texts.Select((text, at) => (NameOf(language, at, texts.Length), text))
        );

    public IEnumerator<ReplyTemplate> GetEnumerator() => _byLanguage.SelectMany(texts => texts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string NameOf(int language, int at, int count)
    {
        var number = (at + 1).ToString(CultureInfo.InvariantCulture);
        var code = _byLanguage.Length == 1 ? null : _languages.All[language].Code;
        return code is null ? number
            : count == 1 ? code
            : $"{code} {number}";
    }
}
