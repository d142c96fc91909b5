using System.Collections.Frozen;
using System.Net;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies.Said;

/// <summary>Tags and characters of HTML, and what a messenger understands instead.</summary>
internal static class HtmlNames
{
    private static readonly FrozenDictionary<string, string> Signs = new[]
    {
        ("*", "b strong h1 h2 h3 h4 h5 h6 th"),
        ("_", "i em cite"),
        ("~", "s del strike"),
        ("```", "code pre tt kbd"),
        ("\n", "br p div tr hr ul ol table"),
        ("- ", "li"),
        ("", "a u span font small big sub sup img td tbody thead center html body ins mark blockquote q section"),
    }
        .SelectMany(one => one.Item2.Split(' '), (one, tag) => KeyValuePair.Create(tag, one.Item1))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What to write for a tag; null if HTML has none of this name.</summary>
    public static string? Instead(string name, bool isEnd) =>
        Signs.GetValueOrDefault(name) switch
        {
            null => null,
            "- " => isEnd ? "\n" : "- ",
            // A paragraph breaks the line once.
            "\n" => isEnd || name.Equals("br", StringComparison.OrdinalIgnoreCase) ? "\n" : "",
            var sign => sign,
        };

    /// <summary>The character; null if there is none of this name.</summary>
    public static string? Character(string written)
    {
        var character = WebUtility.HtmlDecode(written);
        return character == written ? null : character.Replace('\u00A0', ' ');
    }
}
