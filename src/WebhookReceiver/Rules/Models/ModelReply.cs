using System.Collections.Immutable;
using System.Text.Json;

namespace WebhookReceiver.Rules.Models;

/// <summary>What came back from the model's server.</summary>
/// <param name="Text">The text of its answer; empty after a failure.</param>
/// <param name="Failure">Why there is none, in a fixed word; <see langword="null"/> for an answer.</param>
/// <param name="Status">The HTTP status of a refusal; 0 for none.</param>
internal sealed record ModelReply(string Text, string? Failure = null, int Status = 0)
{
    /// <summary>Tokens of the question, as the server counts them.</summary>
    public long Asked { get; init; }

    /// <summary>Tokens of the answer.</summary>
    public long Answered { get; init; }

    /// <summary>The answer that the text has as JSON; <see langword="null"/> if it has another form.</summary>
    public ModelOutcome? ToOutcome()
    {
        try
        {
            using var json = JsonDocument.Parse(WithoutFence(Text.Trim()), new JsonDocumentOptions { MaxDepth = 8 });
            var root = json.RootElement;
            return
                root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("answer", out var answer)
                && answer.ValueKind == JsonValueKind.String
                && root.TryGetProperty("passages", out var passages)
                && passages.ValueKind == JsonValueKind.Array
                && passages.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
                ? new ModelOutcome(ModelKind.Answered, answer.GetString()!.Trim(), NamesIn(passages))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a text with half of a character.
            return null;
        }
    }

    private static ImmutableArray<string> NamesIn(JsonElement passages) =>
        [.. passages.EnumerateArray().Select(name => name.GetString()!.Trim()).Distinct(StringComparer.Ordinal)];

    /// <summary>Small models put their JSON between fences of Markdown.</summary>
    private static string WithoutFence(string text)
    {
        var (start, end) = (
            text.IndexOf('\n', StringComparison.Ordinal),
            text.LastIndexOf("```", StringComparison.Ordinal)
        );
        return text.StartsWith("```", StringComparison.Ordinal) && start > 0 && end > start ? text[start..end] : text;
    }
}

/// <summary>Calls the model's server. Whatever that server does is a reply; only cancelling throws.</summary>
internal delegate Task<ModelReply> CallModel(ModelPrompt prompt, CancellationToken cancellationToken);
