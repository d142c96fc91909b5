using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary>
/// <c>lookup</c>: a request to another server before the rule answers, by GET or POST; the result is <c>lookup.*</c>.
/// </summary>
internal static class LookupKeyParser
{
    private const string Example =
        "Write: lookup: { get: \"https://api.example.com/orders/{{ id | url_encode }}\", failed: Please try again later. }";

    private static readonly MapSpec<LookupDraft> Spec = new([
        new("get", (draft, node, context) => ParseAddress(draft, node, "get", context)),
        new("post", (draft, node, context) => ParseAddress(draft, node, "post", context)),
        new("body", (draft, node, context) => draft.Body = PostedBodyParser.Parse(node, draft.Captures, context)),
        new("timeout", (draft, node, context) => draft.Timeout = Durations.Parse(node, "timeout", context)),
        new(
            "missing",
            (draft, node, context) => draft.Missing = LocalTexts.Parse(node, "a text", draft.Captures, context)
        ),
        new(
            "failed",
            (draft, node, context) => draft.Failed = LocalTexts.Parse(node, "a text", draft.Captures, context)
        ),
    ]);

    public static void Parse(RuleDraft rule, Node node, ParseContext context)
    {
        if (context.Map(node, "lookup", Example) is not { } map)
        {
            return;
        }

        var draft = new LookupDraft(rule.Captures);
        Spec.Parse(map, draft, context);
        CheckMethod(map, context);

        if (!Spec.Has(map, "failed"))
        {
            context.Problems.Warning(
                map.Place,
                "if the other server does not answer, this rule says nothing.",
                "Add 'failed: Please try again in a few minutes.'"
            );
        }

        rule.Asked.Add(LookupVariable.Capture);
        if (draft is { Address: { } address, Prefix: { } prefix })
        {
            var timeout = draft.Timeout ?? LookupPlan.StandardTimeout;
            rule.Options = rule.Options with
            {
                Lookup = new(address, prefix, timeout, draft.Missing, draft.Failed) { Body = draft.Body },
            };
        }
    }

    private static void CheckMethod(MapNode map, ParseContext context)
    {
        var (gets, posts) = (Spec.Has(map, "get"), Spec.Has(map, "post"));
        if (!gets && !posts)
        {
            context.Problems.Error(map.Place, "nothing says where to look up.", Example);
        }
        else if (gets && posts)
        {
            context.Problems.Error(
                map["post"]?.Place ?? map.Place,
                "a look-up either gets or posts.",
                "Keep 'get', or keep 'post' with its 'body'."
            );
        }
        else if (posts && !Spec.Has(map, "body"))
        {
            context.Problems.Error(map.Place, "nothing says what to post.", PostedBodyParser.Example);
        }
        else if (gets && map["body"] is { } body)
        {
            context.Problems.Error(body.Place, "only 'post' has a body.", "Write 'post' in place of 'get'.");
        }
    }

    /// <summary>Its target must be visible in the file: no placeholder before the first slash after the host.</summary>
    private static void ParseAddress(LookupDraft draft, Node node, string key, ParseContext context)
    {
        if (context.Text(node, key) is not { } text)
        {
            return;
        }

        var placeholder = text.Value.IndexOf('{', StringComparison.Ordinal);
        var fixedPart = placeholder < 0 ? text.Value.Trim() : text.Value[..placeholder].Trim();
        var slash = fixedPart.LastIndexOf('/');
        var isHttps =
            Uri.TryCreate(fixedPart, UriKind.Absolute, out var address)
            && address is { Scheme: "https", Host.Length: > 0, UserInfo: "" }
            && slash > "https://".Length;
        if (!isHttps)
        {
            context.Problems.Error(
                text.Place,
                $"'{text.Value}' is no https address with a fixed host and a path.",
                text.Value.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                    ? $"Write: https{text.Value[4..]}"
                    : "Write an address such as https://api.example.com/orders/{{ id | url_encode }}"
            );
            return;
        }

        NoteSingleBraces(text, draft.Captures, context);
        draft.Prefix = new Uri(fixedPart[..(slash + 1)]);
        draft.Address = Templates.Parse(text, draft.Captures, context);
    }

    /// <summary><c>/orders/{id}</c>: other programs fill it in, here it goes out as it stands.</summary>
    private static void NoteSingleBraces(TextNode text, IReadOnlySet<string> captures, ParseContext context)
    {
        foreach (var name in captures)
        {
            var single = $"{{{name}}}";
            var at = text.Value.IndexOf(single, StringComparison.Ordinal);
            if (at > 0 && text.Value[at - 1] != '{')
            {
                context.Problems.Note(
                    text.Place,
                    $"'{single}' goes out as it stands.",
                    $"Write: \"{text.Value.Replace(single, $"{{{{ {name} | url_encode }}}}", StringComparison.Ordinal)}\""
                );
            }
        }
    }

    private sealed class LookupDraft(IReadOnlySet<string> captures)
    {
        public IReadOnlySet<string> Captures => captures;

        public ReplyTemplate? Address { get; set; }

        public Uri? Prefix { get; set; }

        public PostedValue? Body { get; set; }

        public TimeSpan? Timeout { get; set; }

        public LocalText Missing { get; set; } = LocalText.None;

        public LocalText Failed { get; set; } = LocalText.None;
    }
}
