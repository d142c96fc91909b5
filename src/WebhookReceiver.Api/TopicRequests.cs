namespace WebhookReceiver.Api;

/// <summary>The client's requests about what nobody understood.</summary>
public static class TopicRequests
{
    /// <summary>What nobody understood, in groups.</summary>
    /// <param name="client">The client.</param>
    /// <param name="since">Messages since then; <see langword="null"/>: of 30 days.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<Topics> TopicsAsync(
        this ReceiverClient client,
        DateTimeOffset? since = null,
        CancellationToken cancellationToken = default
    ) =>
        client.GetAsync($"/api/topics{new QueryText().Add("since", since)}", ApiJson.Default.Topics, cancellationToken);

    /// <summary>Phrases for messages, and what they would do.</summary>
    public static Task<TopicProposal> ProposeAsync(
        this ReceiverClient client,
        TopicQuestion question,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            "/api/topics/proposal",
            question,
            ApiJson.Default.TopicQuestion,
            ApiJson.Default.TopicProposal,
            cancellationToken
        );

    /// <summary>The messages that were left out of the topics, the newest first.</summary>
    public static Task<Page<TopicMessage>> DismissedAsync(
        this ReceiverClient client,
        CancellationToken cancellationToken = default
    ) => client.GetAsync("/api/topics/dismissed", ApiJson.Default.PageTopicMessage, cancellationToken);

    /// <summary>Leaves texts out of the topics, or takes them in again.</summary>
    public static Task<Page<TopicMessage>> DismissAsync(
        this ReceiverClient client,
        TopicDismissal dismissal,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            "/api/topics/dismiss",
            dismissal,
            ApiJson.Default.TopicDismissal,
            ApiJson.Default.PageTopicMessage,
            cancellationToken
        );

    /// <summary>Writes an answer for messages into a draft; a draft that is not there begins.</summary>
    public static Task<Draft> AnswerTopicAsync(
        this ReceiverClient client,
        string draft,
        TopicAnswer answer,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"/api/drafts/{Uri.EscapeDataString(draft)}/answer",
            answer,
            ApiJson.Default.TopicAnswer,
            ApiJson.Default.Draft,
            cancellationToken
        );
}
