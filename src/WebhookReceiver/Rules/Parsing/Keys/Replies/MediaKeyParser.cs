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
            text.Value.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                ? $"Write: https{text.Value[4..]}"
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
