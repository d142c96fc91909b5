using System.Buffers;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Tests;

/// <summary><c>given</c>: the outcome of look-ups in a test, which has no network.</summary>
internal static class GivenKeyParser
{
    private const string Example =
        "Write: given: { lookup: { status: on its way } }, or { lookup: missing }, or { lookup: failed }, or { lookup: taken }";

    private static readonly MapSpec<TestDraft> Spec = new([new("lookup", ParseLookup)]);

    public static void Parse(TestDraft test, Node node, ParseContext context)
    {
        if (context.Map(node, "given", Example) is { } map)
        {
            Spec.Parse(map, test, context);
        }
    }

    private static void ParseLookup(TestDraft test, Node node, ParseContext context)
    {
        switch (node)
        {
            case MapNode map:
                test.Lookup = new LookupOutcome(LookupKind.Found, JsonOf(map));
                break;
            case TextNode { Value: "missing" }:
                test.Lookup = LookupOutcome.Missing;
                break;
            case TextNode { Value: "failed" }:
                test.Lookup = LookupOutcome.Failed("given");
                break;
            case TextNode { Value: "taken" }:
                test.Lookup = LookupOutcome.Taken;
                break;
            default:
                context.Problems.Error(node.Place, "this is nothing that a look-up can find.", Example);
                break;
        }
    }

    private static string JsonOf(Node node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, node);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Node node)
    {
        switch (node)
        {
            case MapNode map:
                json.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    json.WritePropertyName(entry.Name);
                    Write(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case ListNode list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case TextNode text:
                json.WriteStringValue(text.Value);
                break;
        }
    }
}
