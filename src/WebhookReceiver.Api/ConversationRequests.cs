using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace WebhookReceiver.Api;

/// <summary>The client's requests about conversations, messages to send, and counts.</summary>
public static class ConversationRequests
{
    /// <summary>People who wrote, the newest first.</summary>
    public static Task<Page<Conversation>> ConversationsAsync(
        this ReceiverClient client,
        ConversationQuery query,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        return client.GetAsync(
            $"/api/conversations{AskedOf(query)}",
            ApiJson.Default.PageConversation,
            cancellationToken
        );
    }

    /// <summary>The same as CSV: up to 5,000 people. The receiver writes it down.</summary>
    public static Task<string> ConversationsCsvAsync(
        this ReceiverClient client,
        ConversationQuery query,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        return client.CsvAsync($"/api/conversations{AskedOf(query)}", cancellationToken);
    }

    private static QueryText AskedOf(ConversationQuery query) =>
        new QueryText()
            .Add("q", query.Text)
            .Add("rule", query.Rule)
            .Add("understood", query.Understood)
            .Add("channel", query.Channel)
            .Add("project", query.Project)
            .Add("language", query.Language)
            .Add("waiting", query.Waiting)
            .Add("since", query.Since)
            .Add("until", query.Until)
            .Add("after", query.After)
            .Add("limit", query.Limit);

    /// <summary>A conversation as CSV, one row for each line; the receiver writes it down.</summary>
    public static Task<string> ConversationCsvAsync(
        this ReceiverClient client,
        string contact,
        CancellationToken cancellationToken = default
    ) => client.CsvAsync($"/api/conversations/{Uri.EscapeDataString(contact)}", cancellationToken);

    /// <summary>One conversation in both directions; the receiver writes down that it was looked at.</summary>
    public static Task<ConversationLines> ConversationAsync(
        this ReceiverClient client,
        string contact,
        string? after = null,
        int? limit = null,
        CancellationToken cancellationToken = default
    ) =>
        client.GetAsync(
            $"/api/conversations/{Uri.EscapeDataString(contact)}{new QueryText().Add("after", after).Add("limit", limit)}",
            ApiJson.Default.ConversationLines,
            cancellationToken
        );

    /// <summary>A number in clear, for an owner; the receiver writes it down.</summary>
    public static Task<ContactNumber> NumberAsync(
        this ReceiverClient client,
        string contact,
        CancellationToken cancellationToken = default
    ) =>
        client.GetAsync(
            $"/api/contacts/{Uri.EscapeDataString(contact)}/number",
            ApiJson.Default.ContactNumber,
            cancellationToken
        );

    /// <summary>A message of the journal.</summary>
    public static Task<JournalMessage> MessageAsync(
        this ReceiverClient client,
        string id,
        CancellationToken cancellationToken = default
    ) => client.GetAsync($"/api/journal/{Uri.EscapeDataString(id)}", ApiJson.Default.JournalMessage, cancellationToken);

    /// <summary>Why a message got its answer.</summary>
    /// <param name="client">The client.</param>
    /// <param name="id">Number of the message.</param>
    /// <param name="with"><c>then</c>: rules, contact and clock of then; <c>now</c>; <c>draft:id</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<ExplainedAnswer> WhyAsync(
        this ReceiverClient client,
        string id,
        string with,
        CancellationToken cancellationToken = default
    ) =>
        client.GetAsync(
            $"/api/journal/{Uri.EscapeDataString(id)}/explain?with={Uri.EscapeDataString(with)}",
            ApiJson.Default.ExplainedAnswer,
            cancellationToken
        );

    /// <summary>Explains the answer to a message that nobody wrote.</summary>
    public static Task<ExplainedAnswer> ExplainAsync(
        this ReceiverClient client,
        ExplainQuestion question,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            "/api/explain",
            question,
            ApiJson.Default.ExplainQuestion,
            ApiJson.Default.ExplainedAnswer,
            cancellationToken
        );

    /// <summary>A step of a trial conversation.</summary>
    public static Task<TrialAnswer> TryAsync(
        this ReceiverClient client,
        TrialStep step,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            "/api/try",
            step,
            ApiJson.Default.TrialStep,
            ApiJson.Default.TrialAnswer,
            cancellationToken
        );

    /// <summary>Takes a conversation over: the rules are silent.</summary>
    public static Task<Handover> TakeOverAsync(
        this ReceiverClient client,
        string contact,
        HandoverRequest request,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"/api/contacts/{Uri.EscapeDataString(contact)}/handover",
            request,
            ApiJson.Default.HandoverRequest,
            ApiJson.Default.Handover,
            cancellationToken
        );

    /// <summary>Gives a conversation back to the rules.</summary>
    public static Task<Handover> GiveBackAsync(
        this ReceiverClient client,
        string contact,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Delete,
            $"/api/contacts/{Uri.EscapeDataString(contact)}/handover",
            body: null,
            ApiJson.Default.Handover,
            ifMatch: null,
            cancellationToken
        );

    /// <summary>Writes to a contact.</summary>
    public static Task<WrittenReceipt> WriteAsync(
        this ReceiverClient client,
        string contact,
        WrittenMessage message,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"/api/conversations/{Uri.EscapeDataString(contact)}/messages",
            message,
            ApiJson.Default.WrittenMessage,
            ApiJson.Default.WrittenReceipt,
            cancellationToken
        );

    /// <summary>Forgets a contact.</summary>
    public static Task<Forgotten> ForgetAsync(
        this ReceiverClient client,
        string contact,
        ForgetOrder order,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"/api/contacts/{Uri.EscapeDataString(contact)}/forget",
            order,
            ApiJson.Default.ForgetOrder,
            ApiJson.Default.Forgotten,
            cancellationToken
        );

    /// <summary>Messages of the outbox, the newest first.</summary>
    public static Task<Page<OutboxMessage>> OutboxAsync(
        this ReceiverClient client,
        OutboxSearch search,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(search);
        return client.GetAsync($"/api/outbox{AskedOf(search)}", ApiJson.Default.PageOutboxMessage, cancellationToken);
    }

    /// <summary>The same as CSV: up to 5,000 messages. The receiver writes it down.</summary>
    public static Task<string> OutboxCsvAsync(
        this ReceiverClient client,
        OutboxSearch search,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(search);
        return client.CsvAsync($"/api/outbox{AskedOf(search)}", cancellationToken);
    }

    private static QueryText AskedOf(OutboxSearch search) =>
        new QueryText()
            .Add("state", search.State)
            .Add("contact", search.Contact)
            .Add("after", search.After)
            .Add("limit", search.Limit);

    /// <summary>Sends a message of the outbox again.</summary>
    public static Task<OutboxMessageState> RetryAsync(
        this ReceiverClient client,
        string reference,
        CancellationToken cancellationToken = default
    ) => ActAsync(client, reference, "retry", cancellationToken);

    /// <summary>Cancels a message of the outbox.</summary>
    public static Task<OutboxMessageState> CancelAsync(
        this ReceiverClient client,
        string reference,
        CancellationToken cancellationToken = default
    ) => ActAsync(client, reference, "cancel", cancellationToken);

    /// <summary>Says what became of a message whose outcome is unknown.</summary>
    public static Task<OutboxMessageState> SettleAsync(
        this ReceiverClient client,
        string reference,
        Settlement settlement,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"/api/outbox/{Uri.EscapeDataString(reference)}/settle",
            settlement,
            ApiJson.Default.Settlement,
            ApiJson.Default.OutboxMessageState,
            cancellationToken
        );

    /// <summary>Forgets one value that the rules remember of a contact.</summary>
    public static Task<ForgottenValue> ForgetValueAsync(
        this ReceiverClient client,
        string contact,
        string name,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Delete,
            $"/api/contacts/{Uri.EscapeDataString(contact)}/memory/{Uri.EscapeDataString(name)}",
            body: null,
            ApiJson.Default.ForgottenValue,
            ifMatch: null,
            cancellationToken
        );

    /// <summary>Counts of messages and people.</summary>
    public static Task<Numbers> NumbersAsync(
        this ReceiverClient client,
        NumbersQuery query,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        return client.GetAsync($"/api/numbers{AskedOf(query)}", ApiJson.Default.Numbers, cancellationToken);
    }

    /// <summary>The same as CSV, in the zone of the rules.</summary>
    public static Task<string> NumbersCsvAsync(
        this ReceiverClient client,
        NumbersQuery query,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        return client.CsvAsync($"/api/numbers{AskedOf(query)}", cancellationToken);
    }

    private static QueryText AskedOf(NumbersQuery query) =>
        new QueryText()
            .Add("since", query.Since)
            .Add("until", query.Until)
            .Add("by", query.By)
            .Add("split", query.Split);

    /// <summary>What happens, as it happens; ends when the connection does.</summary>
    public static async IAsyncEnumerable<FeedEvent> FeedAsync(
        this ReceiverClient client,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var response = await client
            .SendAsync(HttpMethod.Get, "/api/feed", body: null, ifMatch: null, cancellationToken)
            .ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var events = SseParser.Create(
            stream,
            static (_, data) => JsonSerializer.Deserialize(data, ApiJson.Default.FeedEvent)
        );
        await foreach (var item in events.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            if (item.Data is { } happened)
            {
                yield return happened;
            }
        }
    }

    private static Task<OutboxMessageState> ActAsync(
        ReceiverClient client,
        string reference,
        string act,
        CancellationToken cancellationToken
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"/api/outbox/{Uri.EscapeDataString(reference)}/{act}",
            body: null,
            ApiJson.Default.OutboxMessageState,
            ifMatch: null,
            cancellationToken
        );
}
