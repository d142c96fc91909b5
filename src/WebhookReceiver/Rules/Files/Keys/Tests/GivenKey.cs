using System.Buffers;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Files.Keys.Tests;

/// <summary><c>given</c>: what look-ups find in a test, which has no network.</summary>
internal static class GivenKey
{
    private const string Example =
        "Write: given: { lookup: { status: on its way } }, or { lookup: missing }, or { lookup: failed }";

    private static readonly KeyTable<TestDraft> Table = new([new("lookup", ReadLookup)]);

    public static void Read(TestDraft test, Node node, Reading reading)
    {
        if (reading.Map(node, "given", Example) is { } map)
        {
            Table.Read(map, test, reading);
        }
    }

    private static void ReadLookup(TestDraft test, Node node, Reading reading)
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
            default:
                reading.Problems.Error(node.Place, "this is nothing that a look-up can find.", Example);
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
