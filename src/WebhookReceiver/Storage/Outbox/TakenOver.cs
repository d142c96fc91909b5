namespace WebhookReceiver.Storage.Outbox;

/// <summary>What a server must know that sends in place of another one.</summary>
/// <param name="Requests">How long ago each request ended that may still count in the platform's minute; the oldest first.</param>
/// <param name="Pause">The platform wants no request so long; zero or less: it does not.</param>
/// <param name="ToldAgo">How long ago the operator was told of dropped requests; <see langword="null"/>: never.</param>
/// <param name="Reached">Whom the number wrote to outside a session within a day.</param>
internal sealed record TakenOver(
    IReadOnlyList<TimeSpan> Requests,
    TimeSpan Pause,
    TimeSpan? ToldAgo,
    IReadOnlyList<ReachedPerson> Reached
);

/// <summary>Somebody whom the number wrote to outside a session.</summary>
/// <param name="Channel">Channel id.</param>
/// <param name="Person">A keyed hash.</param>
/// <param name="Ago">How long ago.</param>
internal readonly record struct ReachedPerson(string Channel, string Person, TimeSpan Ago);
