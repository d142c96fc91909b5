using System.Collections.Immutable;

namespace WebhookReceiver.Replying;

/// <summary>The languages of a rules folder in order; the first is the default.</summary>
internal sealed class Languages(ImmutableArray<ReplyLanguage> all)
{
    /// <summary>The contact variable for a chosen language, by convention.</summary>
    public const string Variable = "language";

    private const int MostLetters = 256;

    private readonly ImmutableArray<WrittenScript[]> _scripts = [.. all.Select(one => WrittenScripts.Of(one.Code))];

    public static Languages None { get; } = new([]);

    public ImmutableArray<ReplyLanguage> All => all;

    /// <summary>Their codes.</summary>
    public IReadOnlyCollection<string> Codes { get; } = [.. all.Select(one => one.Code)];

    /// <summary>The language of what is written once for all.</summary>
    public ReplyLanguage First => all.IsEmpty ? ReplyLanguage.None : all[0];

    /// <summary>
    /// Index of the language with this code, <c>de-AT</c> counting as <c>de</c>; -1 if the folder lacks it.
    /// </summary>
    public int IndexOf(string code)
    {
        for (var i = 0; i < all.Length; i++)
        {
            if (Is(code, all[i].Code))
            {
                return i;
            }
        }
        var dash = code.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 ? IndexOf(code[..dash]) : -1;
    }

    /// <summary>
    /// Position of the language with this code or this name, its own or the English one; -1 if it is none of the folder's.
    /// What is no letter does not matter: "🇩🇪 Deutsch", "Español / Spanish", "1. English (UK)".
    /// </summary>
    public int Find(string written)
    {
        var exact = Named(written.Trim());
        return exact >= 0 ? exact : LanguageLabel.Find(written, Named);
    }

    private int Named(string value)
    {
        for (var i = 0; i < all.Length; i++)
        {
            if (Is(value, all[i].OwnName) || Is(value, all[i].EnglishName))
            {
                return i;
            }
        }
        return IndexOf(value);
    }

    /// <summary>
    /// Position of the language to speak with this contact: the one that was decided, else the one that was remembered, else by
    /// the script of the message, else the first. Pure; 0 for a folder without languages.
    /// </summary>
    public int Of(IncomingMessage message)
    {
        if (all.Length < 2)
        {
            return 0;
        }
        if (message.Language is { } decided)
        {
            return decided < all.Length ? decided : 0;
        }
        var remembered = message.Contact.TryGetValue(Variable, out var code) ? Find(code) : -1;
        return remembered >= 0 ? remembered : ByScript(message.Text);
    }

    /// <summary>Position of the language in whose letters most of the text is written; the first if none is.</summary>
    public int ByScript(string text)
    {
        Span<int> letters = stackalloc int[(int)WrittenScript.Han + 1];
        letters.Clear();
        var counted = 0;
        foreach (var c in text)
        {
            var script = WrittenScripts.Of(c);
            letters[(int)script]++;
            if (script != WrittenScript.None && ++counted == MostLetters)
            {
                break;
            }
        }
        var (best, most) = (0, 0);
        for (var i = 0; i < all.Length; i++)
        {
            var count = 0;
            foreach (var script in _scripts[i])
            {
                count += letters[(int)script];
            }
            if (count > most)
            {
                (best, most) = (i, count);
            }
        }
        return best;
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
