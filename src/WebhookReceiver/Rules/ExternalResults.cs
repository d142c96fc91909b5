using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Rules;

/// <summary>The stored form of external results.</summary>
internal static class ExternalResults
{
    private const string RuleKey = "rule";
    private const string StageKey = "stage";
    private const string PriorityKey = "priority";
    private const string ReplyKey = "reply";
    private const string AddressKey = "address";
    private const string LookupKey = "lookup";
    private const string JsonKey = "json";
    private const string ModelKey = "model";
    private const string TextKey = "text";
    private const string PassagesKey = "passages";
    private const string DetailKey = "detail";

    public static byte[] ToJson(ImmutableArray<ExternalResult> answers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var result in answers)
            {
                json.WriteStartObject();
                json.WriteString(RuleKey, result.RuleName);
                json.WriteNumber(StageKey, (int)result.Stage);
                json.WriteNumber(PriorityKey, result.Priority);
                if (!result.Reply.IsEmpty)
                {
                    json.WriteString(ReplyKey, result.Reply.Span);
                }

                if (result.Lookup is { } lookup)
                {
                    json.WriteString(AddressKey, result.Address);
                    json.WriteNumber(LookupKey, (int)lookup.Kind);
                    json.WriteString(JsonKey, lookup.Json);
                }

                if (result.Model is { } model)
                {
                    Write(json, model);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static ImmutableArray<ExternalResult> Read(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(ReadOne)];
    }

    private static ExternalResult ReadOne(JsonElement answer) =>
        new(
            answer.GetProperty(RuleKey).GetString()!,
            (ReplyStage)answer.GetProperty(StageKey).GetInt32(),
            answer.GetProperty(PriorityKey).GetInt32(),
            answer.TryGetProperty(ReplyKey, out var reply)
                ? System.Text.Encoding.UTF8.GetBytes(reply.GetString()!)
                : default(ReadOnlyMemory<byte>)
        )
        {
            Address = answer.TryGetProperty(AddressKey, out var address) ? address.GetString()! : "",
            Lookup = answer.TryGetProperty(LookupKey, out var kind)
                ? new LookupOutcome((LookupKind)kind.GetInt32(), answer.GetProperty(JsonKey).GetString()!)
                : null,
            Model = answer.TryGetProperty(ModelKey, out var model) ? ModelOf(model, answer) : null,
        };

    private static void Write(Utf8JsonWriter json, ModelOutcome model)
    {
        json.WriteNumber(ModelKey, (int)model.Kind);
        if (model.Kind is not ModelKind.Answered)
        {
            json.WriteString(DetailKey, model.Detail);
            return;
        }

        json.WriteString(TextKey, model.Text);
        json.WriteStartArray(PassagesKey);
        foreach (var passage in model.Passages)
        {
            json.WriteStringValue(passage);
        }

        json.WriteEndArray();
    }

    private static ModelOutcome ModelOf(JsonElement kind, JsonElement result) =>
        new(
            (ModelKind)kind.GetInt32(),
            result.TryGetProperty(TextKey, out var text) ? text.GetString()! : "",
            result.TryGetProperty(PassagesKey, out var passages)
                ? [.. passages.EnumerateArray().Select(name => name.GetString()!)]
                : [],
            result.TryGetProperty(DetailKey, out var detail) ? detail.GetString()! : ""
        );
}
