using System.Collections.Frozen;

namespace WebhookReceiver.Replying;

/// <summary>Scripts that distinguish languages.</summary>
internal enum WrittenScript
{
    None = 0,
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Myanmar,
    Georgian,
    Ethiopic,
    Khmer,
    Hangul,
    Kana,
    Han,
}

/// <summary>The script of a letter, and the scripts of a language.</summary>
internal static class WrittenScripts
{
    private static readonly WrittenScript[] Latin = [WrittenScript.Latin];

    private static readonly FrozenDictionary<string, WrittenScript[]> ByLanguage = new (string, WrittenScript[])[]
    {
        ("el", [WrittenScript.Greek]),
        ("ru uk bg be mk kk ky mn tg", [WrittenScript.Cyrillic]),
        ("sr", [WrittenScript.Cyrillic, WrittenScript.Latin]),
        ("hy", [WrittenScript.Armenian]),
        ("he yi", [WrittenScript.Hebrew]),
        ("ar fa ur ps ckb sd ug", [WrittenScript.Arabic]),
        ("hi mr ne sa", [WrittenScript.Devanagari]),
        ("bn as", [WrittenScript.Bengali]),
        ("pa", [WrittenScript.Gurmukhi]),
        ("gu", [WrittenScript.Gujarati]),
        ("ta", [WrittenScript.Tamil]),
        ("te", [WrittenScript.Telugu]),
        ("kn", [WrittenScript.Kannada]),
        ("ml", [WrittenScript.Malayalam]),
        ("si", [WrittenScript.Sinhala]),
        ("th", [WrittenScript.Thai]),
        ("lo", [WrittenScript.Lao]),
        ("my", [WrittenScript.Myanmar]),
        ("ka", [WrittenScript.Georgian]),
        ("am ti", [WrittenScript.Ethiopic]),
        ("km", [WrittenScript.Khmer]),
        ("ko", [WrittenScript.Hangul]),
        ("ja", [WrittenScript.Kana, WrittenScript.Han]),
        ("zh yue", [WrittenScript.Han]),
    }
        .SelectMany(entry => entry.Item1.Split(' '), (entry, code) => KeyValuePair.Create(code, entry.Item2))
        .ToFrozenDictionary(StringComparer.Ordinal);

    public static WrittenScript[] Of(string language) =>
        language.EndsWith("-Latn", StringComparison.OrdinalIgnoreCase)
            ? Latin
            : ByLanguage.GetValueOrDefault(language.Split('-')[0], Latin);

    public static WrittenScript Of(char c) =>
        c switch
        {
            >= 'A' and <= 'Z' or >= 'a' and <= 'z' => WrittenScript.Latin,
            < '\u00C0' => WrittenScript.None,
            <= '\u024F' or (>= '\u1E00' and <= '\u1EFF') => WrittenScript.Latin,
            (>= '\u0370' and <= '\u03FF') or (>= '\u1F00' and <= '\u1FFF') => WrittenScript.Greek,
            >= '\u0400' and <= '\u052F' => WrittenScript.Cyrillic,
            >= '\u0531' and <= '\u058F' => WrittenScript.Armenian,
            (>= '\u0590' and <= '\u05FF') or (>= '\uFB1D' and <= '\uFB4F') => WrittenScript.Hebrew,
            (>= '\u0600' and <= '\u07BF') or (>= '\uFB50' and <= '\uFEFC') => WrittenScript.Arabic,
            >= '\u0900' and <= '\u097F' => WrittenScript.Devanagari,
            >= '\u0980' and <= '\u09FF' => WrittenScript.Bengali,
            >= '\u0A00' and <= '\u0A7F' => WrittenScript.Gurmukhi,
            >= '\u0A80' and <= '\u0AFF' => WrittenScript.Gujarati,
            >= '\u0B80' and <= '\u0BFF' => WrittenScript.Tamil,
            >= '\u0C00' and <= '\u0C7F' => WrittenScript.Telugu,
            >= '\u0C80' and <= '\u0CFF' => WrittenScript.Kannada,
            >= '\u0D00' and <= '\u0D7F' => WrittenScript.Malayalam,
            >= '\u0D80' and <= '\u0DFF' => WrittenScript.Sinhala,
            >= '\u0E00' and <= '\u0E7F' => WrittenScript.Thai,
            >= '\u0E80' and <= '\u0EFF' => WrittenScript.Lao,
            >= '\u1000' and <= '\u109F' => WrittenScript.Myanmar,
            >= '\u10A0' and <= '\u10FF' => WrittenScript.Georgian,
            (>= '\u1100' and <= '\u11FF') or (>= '\uAC00' and <= '\uD7AF') => WrittenScript.Hangul,
            >= '\u1200' and <= '\u139F' => WrittenScript.Ethiopic,
            >= '\u1780' and <= '\u17FF' => WrittenScript.Khmer,
            >= '\u3040' and <= '\u30FF' => WrittenScript.Kana,
            (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') => WrittenScript.Han,
            _ => WrittenScript.None,
        };
}
