using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Tests;

/// <summary><c>given</c>: the outcome of look-ups and what a model says in a test, which has no network.</summary>
internal static class GivenKeyParser
{
    private const string Example =
        "Write: given: { lookup: { status: on its way } }, or { lookup: missing }, or { lookup: failed }, or { lookup: taken }";

    private const string ModelExample =
        "Write: given: { model: { text: \"We open at 8.\", from: texts.hours } }, or { model: nothing }, or { model: failed }";

    private static readonly MapSpec<TestDraft> Spec = new([new("lookup", ParseLookup), new("model", ParseModel)]);

    private static readonly MapSpec<SaidDraft> Said = new([
        new("text", (said, node, context) => said.Text = context.Text(node, "text")?.Value ?? ""),
        new(
            "from",
            (said, node, context) => said.From = [.. context.TextList(node, "from").Select(name => name.Value)]
        ),
    ]);

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

    private static void ParseModel(TestDraft test, Node node, ParseContext context)
    {
        switch (node)
        {
            case MapNode map:
                var said = new SaidDraft();
                Said.Parse(map, said, context);
                test.Model = new ModelOutcome(ModelKind.Answered, said.Text, said.From);
                break;
            case TextNode { Value: "nothing" }:
                test.Model = new ModelOutcome(ModelKind.Answered, "", []);
                break;
            case TextNode { Value: "failed" }:
                test.Model = ModelOutcome.Failed("given");
                break;
            default:
                context.Problems.Error(node.Place, "this is nothing that a model can say.", ModelExample);
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

    /// <summary>The answer of a model during parsing.</summary>
    private sealed class SaidDraft
    {
        public string Text { get; set; } = "";

        public ImmutableArray<string> From { get; set; } = [];
    }
}
