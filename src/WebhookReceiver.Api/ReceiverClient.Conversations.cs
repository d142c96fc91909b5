using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace WebhookReceiver.Api;

public sealed partial class ReceiverClient
{
    /// <summary>People who wrote, the newest first.</summary>
    public Task<Page<Conversation>> ConversationsAsync(
        ConversationQuery query,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        var asked = new QueryText()
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
        return GetAsync($"/api/conversations{asked}", ApiJson.Default.PageConversation, cancellationToken);
    }

    /// <summary>One conversation in both directions; the receiver writes down that it was looked at.</summary>
    public Task<ConversationLines> ConversationAsync(
        string contact,
        string? after = null,
        int? limit = null,
        CancellationToken cancellationToken = default
    ) =>
        GetAsync(
            $"/api/conversations/{Uri.EscapeDataString(contact)}{new QueryText().Add("after", after).Add("limit", limit)}",
            ApiJson.Default.ConversationLines,
            cancellationToken
        );

    /// <summary>A number in clear, for an owner; the receiver writes it down.</summary>
    public Task<ContactNumber> NumberAsync(string contact, CancellationToken cancellationToken = default) =>
        GetAsync(
            $"/api/contacts/{Uri.EscapeDataString(contact)}/number",
            ApiJson.Default.ContactNumber,
            cancellationToken
        );

    /// <summary>A message of the journal.</summary>
    public Task<JournalMessage> MessageAsync(string id, CancellationToken cancellationToken = default) =>
        GetAsync($"/api/journal/{Uri.EscapeDataString(id)}", ApiJson.Default.JournalMessage, cancellationToken);

    /// <summary>Why a message got its answer.</summary>
    /// <param name="id">Number of the message.</param>
    /// <param name="with"><c>then</c>: rules, contact and clock of then; <c>now</c>; <c>draft:id</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ExplainedAnswer> WhyAsync(string id, string with, CancellationToken cancellationToken = default) =>
        GetAsync(
            $"/api/journal/{Uri.EscapeDataString(id)}/explain?with={Uri.EscapeDataString(with)}",
            ApiJson.Default.ExplainedAnswer,
            cancellationToken
        );

    /// <summary>Explains the answer to a message that nobody wrote.</summary>
    public Task<ExplainedAnswer> ExplainAsync(
        ExplainQuestion question,
        CancellationToken cancellationToken = default
    ) =>
        SendAsync(
            HttpMethod.Post,
            "/api/explain",
            question,
            ApiJson.Default.ExplainQuestion,
            ApiJson.Default.ExplainedAnswer,
            cancellationToken
        );

    /// <summary>A step of a trial conversation.</summary>
    public Task<TrialAnswer> TryAsync(TrialStep step, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Post,
            "/api/try",
            step,
            ApiJson.Default.TrialStep,
            ApiJson.Default.TrialAnswer,
            cancellationToken
        );

    /// <summary>Takes a conversation over: the rules are silent.</summary>
    public Task<Handover> TakeOverAsync(
        string contact,
        HandoverRequest request,
        CancellationToken cancellationToken = default
    ) =>
        SendAsync(
            HttpMethod.Post,
            $"/api/contacts/{Uri.EscapeDataString(contact)}/handover",
            request,
            ApiJson.Default.HandoverRequest,
            ApiJson.Default.Handover,
            cancellationToken
        );

    /// <summary>Gives a conversation back to the rules.</summary>
    public Task<Handover> GiveBackAsync(string contact, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Delete,
            $"/api/contacts/{Uri.EscapeDataString(contact)}/handover",
            body: null,
            ApiJson.Default.Handover,
            ifMatch: null,
            cancellationToken
        );

    /// <summary>Writes to a contact.</summary>
    public Task<WrittenReceipt> WriteAsync(
        string contact,
        WrittenMessage message,
        CancellationToken cancellationToken = default
    ) =>
        SendAsync(
            HttpMethod.Post,
            $"/api/conversations/{Uri.EscapeDataString(contact)}/messages",
            message,
            ApiJson.Default.WrittenMessage,
            ApiJson.Default.WrittenReceipt,
            cancellationToken
        );

    /// <summary>Forgets a contact.</summary>
    public Task<Forgotten> ForgetAsync(
        string contact,
        ForgetOrder order,
        CancellationToken cancellationToken = default
    ) =>
        SendAsync(
            HttpMethod.Post,
            $"/api/contacts/{Uri.EscapeDataString(contact)}/forget",
            order,
            ApiJson.Default.ForgetOrder,
            ApiJson.Default.Forgotten,
            cancellationToken
        );

    /// <summary>Messages of the outbox, the newest first.</summary>
    public Task<Page<OutboxMessage>> OutboxAsync(OutboxSearch search, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        var asked = new QueryText()
            .Add("state", search.State)
            .Add("contact", search.Contact)
            .Add("after", search.After)
            .Add("limit", search.Limit);
        return GetAsync($"/api/outbox{asked}", ApiJson.Default.PageOutboxMessage, cancellationToken);
    }

    /// <summary>Sends a message of the outbox again.</summary>
    public Task<OutboxMessageState> RetryAsync(string reference, CancellationToken cancellationToken = default) =>
        ActAsync(reference, "retry", cancellationToken);

    /// <summary>Cancels a message of the outbox.</summary>
    public Task<OutboxMessageState> CancelAsync(string reference, CancellationToken cancellationToken = default) =>
        ActAsync(reference, "cancel", cancellationToken);

    /// <summary>Counts of messages and people.</summary>
    public Task<Numbers> NumbersAsync(NumbersQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var asked = new QueryText()
            .Add("since", query.Since)
            .Add("until", query.Until)
            .Add("by", query.By)
            .Add("split", query.Split);
        return GetAsync($"/api/numbers{asked}", ApiJson.Default.Numbers, cancellationToken);
    }

    /// <summary>What happens, as it happens; ends when the connection does.</summary>
    public async IAsyncEnumerable<FeedEvent> FeedAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var response = await SendAsync(HttpMethod.Get, "/api/feed", body: null, ifMatch: null, cancellationToken)
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

    private Task<OutboxMessageState> ActAsync(string reference, string act, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Post,
            $"/api/outbox/{Uri.EscapeDataString(reference)}/{act}",
            body: null,
            ApiJson.Default.OutboxMessageState,
            ifMatch: null,
            cancellationToken
        );
}
