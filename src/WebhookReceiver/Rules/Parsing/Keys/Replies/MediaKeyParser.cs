using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary><c>media</c> and <c>kind</c>: a public https address and the kind of its content.</summary>
internal static class MediaKeyParser
{
    private static readonly Dictionary<string, MessageKind> Kinds = new(StringComparer.Ordinal)
    {
        ["image"] = MessageKind.Image,
        ["video"] = MessageKind.Video,
        ["audio"] = MessageKind.Audio,
        ["document"] = MessageKind.Document,
    };

    public static void Parse(ReplyDraft reply, Node node, ParseContext context) =>
        reply.Media = Address(node, reply.Captures, context);

    /// <summary>Notes a kind that the ending of the address denies; anything may go out as a document.</summary>
    public static void CheckKind(Node? media, Node? kind, ParseContext context)
    {
        if (
            media is TextNode address
            && kind is TextNode named
            && Kinds.TryGetValue(named.Value, out var meant)
            && meant != MessageKind.Document
            && Uri.TryCreate(address.Value, UriKind.Absolute, out var uri)
            && !address.Value.Contains('{', StringComparison.Ordinal)
            && Path.GetExtension(uri.AbsolutePath) is { Length: > 1 and < 6 } ending
            && !IsPage(ending)
            && MediaKinds.Of(uri) is var told
            && told != meant
        )
        {
            var name = Kinds.First(one => one.Value == told).Key;
            context.Problems.Note(
                named.Place,
                $"a file that ends in '{ending}' is {(name[0] is 'a' or 'i' ? "an" : "a")} {name}, not {(meant is MessageKind.Video ? "a" : "an")} {named.Value}.",
                $"Write: kind: {name}"
            );
        }
    }

    /// <summary>Pages and programs have a note of their own; an unknown ending may be anything.</summary>
    private static bool IsPage(string ending) =>
        Strange.Contains(ending, StringComparer.OrdinalIgnoreCase)
        || (
            MediaKinds.Of(new Uri($"https://x/x{ending}")) == MessageKind.Document
            && !Documents.Contains(ending, StringComparer.OrdinalIgnoreCase)
        );

    private static readonly string[] Documents =
    [
        ".pdf",
        ".doc",
        ".docx",
        ".xls",
        ".xlsx",
        ".ppt",
        ".pptx",
        ".txt",
        ".csv",
        ".zip",
        ".vcf",
        ".ics",
    ];

    public static ReplyTemplate? Address(Node node, IReadOnlySet<string> captures, ParseContext context)
    {
        if (context.Text(node, "media") is not { } text)
        {
            return null;
        }

        var hasTemplate =
            text.Value.Contains("{{", StringComparison.Ordinal) || text.Value.Contains("{%", StringComparison.Ordinal);
        if (IsHttps(text.Value, hasTemplate))
        {
            NoteStrangeFile(text, hasTemplate, context);
            return Templates.Parse(text, captures, context);
        }

        context.Problems.Error(
            text.Place,
            $"'{text.Value}' is not the public https address of a file.",
            text.Value.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? $"Write: https{text.Value[4..]}"
                : text.Value.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? $"Write: \"https://{text.Value}\""
                : "Write an address such as https://www.example.com/menu.jpg"
        );
        return null;
    }

    /// <summary>Programs and pages: no channel shows them as media.</summary>
    private static readonly string[] Strange =
    [
        ".exe",
        ".msi",
        ".bat",
        ".com",
        ".scr",
        ".apk",
        ".dmg",
        ".js",
        ".html",
        ".htm",
        ".php",
        ".aspx",
    ];

    private static void NoteStrangeFile(TextNode text, bool hasTemplate, ParseContext context)
    {
        var ending = hasTemplate ? "" : Path.GetExtension(new Uri(text.Value).AbsolutePath);
        if (Strange.Contains(ending, StringComparer.OrdinalIgnoreCase))
        {
            context.Problems.Note(
                text.Place,
                $"a file that ends in '{ending}' is no picture, video, sound or document.",
                "Write the address of the file itself, such as https://www.example.com/menu.pdf"
            );
        }
    }

    public static void ParseKind(ReplyDraft reply, Node node, ParseContext context) =>
        reply.Kind = KindOf(node, context);

    public static MessageKind? KindOf(Node node, ParseContext context)
    {
        if (context.Word(node, "kind") is not { } word)
        {
            return null;
        }

        if (Kinds.TryGetValue(word, out var kind))
        {
            return kind;
        }

        context.Problems.Error(
            node.Place,
            $"'{word}' is not known as a kind of media.",
            Suggestion.For(word, Kinds.Keys)
        );
        return null;
    }

    /// <summary>An address with placeholders can be checked only after rendering.</summary>
    private static bool IsHttps(string address, bool hasTemplate) =>
        hasTemplate
            ? address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith('{')
            : Uri.TryCreate(address, UriKind.Absolute, out var uri)
                && string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
                && uri.Host.Length > 0
                && !address.AsSpan().ContainsAny(' ', '\n');
}
