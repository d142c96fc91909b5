using System.Text.Json;

namespace WebhookReceiver.Api;

/// <summary>The names that rule files can use, for an editor: <c>GET /api/rules/words</c>.</summary>
public sealed record RuleWords
{
    /// <summary>Ids of rules, those of plug-ins included.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Word lists, used as <c>$name</c>.</summary>
    public required IReadOnlyList<string> Lists { get; init; }

    /// <summary>Shared texts, used as <c>{{ texts.name }}</c>.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Calendars, for <c>open</c>, <c>closed</c> and <c>{{ calendar.name.today }}</c>.</summary>
    public required IReadOnlyList<string> Calendars { get; init; }

    /// <summary>Tables.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Variables that rules remember of a contact, used as <c>{{ contact.name }}</c>.</summary>
    public required IReadOnlyList<string> Remembered { get; init; }

    /// <summary>Types of slots, used as <c>&lt;name:type&gt;</c>.</summary>
    public required IReadOnlyList<string> Slots { get; init; }

    /// <summary>Names of channels.</summary>
    public required IReadOnlyList<string> Channels { get; init; }
}

/// <summary>The client's requests about the language of the rules.</summary>
public static class LanguageRequests
{
    /// <summary>The JSON schema of rule files: every key with its meaning.</summary>
    public static async Task<JsonElement> RuleSchemaAsync(
        this ReceiverClient client,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        using var response = await client
            .SendAsync(HttpMethod.Get, "/api/rules/schema", body: null, ifMatch: null, cancellationToken)
            .ConfigureAwait(false);
        using var document = JsonDocument.Parse(
            await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)
        );
        return document.RootElement.Clone();
    }

    /// <summary>The names that rule files can use.</summary>
    /// <param name="client">The client.</param>
    /// <param name="draft">With the files of this draft; <see langword="null"/>: those of the folder.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<RuleWords> RuleWordsAsync(
        this ReceiverClient client,
        string? draft = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.GetAsync(
            $"/api/rules/words{new QueryText().Add("draft", draft)}",
            ApiJson.Default.RuleWords,
            cancellationToken
        );
    }
}
