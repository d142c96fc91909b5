namespace WebhookReceiver.Rules.Parsing.Keys.Replies.Said;

/// <summary>
/// Placeholders of other bots and of mail merges, Markdown, HTML and the like, which no messenger understands. The signs of WhatsApp
/// (<c>*bold*</c>, <c>_italic_</c>, <c>~strike~</c>) are left alone, as are signs without a partner.
/// </summary>
internal static class ForeignMarkup
{
    private const string Name = @"[\p{L}_][\p{L}\p{N}_-]*";

    private static readonly Markup[] All =
    [
        new("<", """(?i:<a\s[^<>]*href\s*=\s*["']?(?<url>[^"'\s<>]+)["']?[^<>]*>(?<t>[^<>]*)</a>)""", Link),
        new("<", @"</?(?<t>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>", Tag),
        new("<", $"<{{1,2}}(?:%=)? ?\\$?(?<t>{Name}) ?%?>{{1,2}}", Placeholder),
        new("&", "&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});", Character),
        new("](", @"!?\[(?<t>[^\[\]\n]*)\]\((?<url>[^()\s]*[./:][^()\s]*)\)", Link),
        new("[/", @"\[(?i:(?<tag>[bius]))\](?<t>[^\[\]\n]+)\[/(?i:[bius])\]", Signs),
        new("[#", $@"\[#(?<t>{Name})\]", Placeholder),
        new("[[", $@"\[\[ ?(?<t>{Name}) ?\]\]", Placeholder),
        new("[", $@"\[(?<t>{Name}(?: {Name})?)\]", KnownPlaceholder),
        new("*|", $@"\*\|(?<t>{Name})\|\*", Placeholder),
        new("**", @"\*\*(?:\*(?<tag>[^*\s](?:[^*\n]*[^*\s])?)\*|(?<t>[^*\s](?:[^*\n]*[^*\s])?))\*\*", Bold)
        {
            IsMarkdown = true,
        },
        new("__", "__(?<t>[^_\\s](?:[^_\\n]*[^_\\s])?)__", Underlined) { IsMarkdown = true, IsPlain = true },
        new("~~", "~~(?<t>[^~\\s](?:[^~\\n]*[^~\\s])?)~~", (part, _) => $"~{part.Text}~"),
        new("# ", @"(?m:^[ \t]*#{1,6}[ \t]+(?<t>\p{L}[^\n]*)$)", (part, _) => $"*{part.Text.Trim(' ', '#', '*')}*"),
        new("#", $"#(?<t>{Name})#", ApartPlaceholder) { IsPlain = true },
        new("{", $@"[$#@]?\{{ ?\$?(?<t>{Name}(?:\.{Name})*|[0-9])(?:\|[^{{}}\n]*)? ?\}}", Placeholder),
        new("%", $"%{{1,2}}(?<t>{Name})%{{1,2}}", Percent) { IsPlain = true },
        new("%", "%(?:[1-9]\\$)?[sd@]", Printed) { IsPlain = true },
        new("%0", "%0[aA]", (_, _) => "\n") { IsPlain = true },
        new("$", $@"\$(?<t>{Name})", KnownPlaceholder) { IsPlain = true },
        new("«", $"« ?(?<t>{Name}) ?»", KnownPlaceholder),
        new("/n", @"/n(?<t>\p{Lu})", (part, _) => part.EndsSentence ? $"\n{part.Text}" : null) { IsPlain = true },
        new("\\", """\\(?<t>["*#\[\]]|_\p{L}|'\p{L})""", (part, _) => part.Escaped) { IsPlain = true },
    ];

    /// <summary>The parts, in the order of the text.</summary>
    /// <param name="plain">The text without placeholders.</param>
    /// <param name="names">The names known to the text.</param>
    /// <param name="isMarkdown">Whether bold text of Markdown is understood.</param>
    public static List<TextPart> Find(string plain, PlaceholderNames names, bool isMarkdown)
    {
        var found = new List<TextPart>();
        foreach (var markup in All)
        {
            if (!(isMarkdown && markup.IsMarkdown) && plain.Contains(markup.Sign, StringComparison.Ordinal))
            {
                markup.AddTo(found, plain, names);
            }
        }

        found.Sort((one, other) => one.Offset.CompareTo(other.Offset));
        return found;
    }

    /// <summary>Bold text of Markdown, as messengers write it.</summary>
    public static List<TextPart> Bolds(string plain, PlaceholderNames names)
    {
        var found = new List<TextPart>();
        foreach (var markup in All)
        {
            if (markup.IsMarkdown && plain.Contains(markup.Sign, StringComparison.Ordinal))
            {
                markup.AddTo(found, plain, names);
            }
        }

        return found;
    }

    private static string Placeholder(MarkupPart part, PlaceholderNames names) => names.For(part.Text);

    /// <summary>A tag; null if it is a name of the rule, or of no tag.</summary>
    private static string? Tag(MarkupPart part, PlaceholderNames names) =>
        names.IsKnown(part.Text) ? null : HtmlNames.Instead(part.Text, part.Written[1] == '/');

    private static string? KnownPlaceholder(MarkupPart part, PlaceholderNames names) =>
        names.IsKnown(part.Text) && part.IsApart ? names.For(part.Text) : null;

    /// <summary>Not <c>100 %sure%</c>, and not a character of an address.</summary>
    private static string? Percent(MarkupPart part, PlaceholderNames names) =>
        part.IsApart && !part.FollowsNumber && !(part.Text.Length == 2 && part.Text.All(char.IsAsciiHexDigit))
            ? names.For(part.Text)
            : null;

    private static string Link(MarkupPart part, PlaceholderNames names)
    {
        var text = part.Text.Trim();
        return text.Length == 0 || text == part.Url || part.Written[0] == '!' ? part.Url : $"{text}: {part.Url}";
    }

    private static string? Character(MarkupPart part, PlaceholderNames names) => HtmlNames.Character(part.Written);

    private static string? ApartPlaceholder(MarkupPart part, PlaceholderNames names) =>
        part.IsApart ? names.For(part.Text) : null;

    /// <summary><c>%s</c> of programmers, but not <c>5 %d</c>.</summary>
    private static string? Printed(MarkupPart part, PlaceholderNames names) =>
        part.IsApart && !part.FollowsNumber ? names.For("name") : null;

    private static string? Underlined(MarkupPart part, PlaceholderNames names) =>
        part.IsApart ? $"*{part.Text}*" : null;

    private static string Bold(MarkupPart part, PlaceholderNames names) =>
        part.Tag.Length > 0 ? $"*_{part.Tag}_*" : $"*{part.Text}*";

    private static string Signs(MarkupPart part, PlaceholderNames names) =>
        part.Tag.ToLowerInvariant() switch
        {
            "b" => $"*{part.Text}*",
            "i" => $"_{part.Text}_",
            "s" => $"~{part.Text}~",
            _ => part.Text,
        };
}
