using System.Collections.Immutable;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage;

/// <summary>What was answered, why, and all that follows from it; committed as one.</summary>
internal sealed record MessageResult
{
    public static readonly ReadOnlyMemory<byte> Silence = "{}"u8.ToArray();

    /// <summary>The bytes of the reply; <c>{}</c> for silence. Never empty, which would read as "not answered yet".</summary>
    public required ReadOnlyMemory<byte> Reply
    {
        get;
        init => field = value.IsEmpty ? Silence : value;
    }

    /// <summary>The rule that answered; <see langword="null"/> if none did.</summary>
    public string? Rule { get; init; }

    /// <summary>Version of the rules.</summary>
    public string Version { get; init; } = "";

    public TimeSpan Duration { get; init; }

    /// <summary>What the rules change of the contact.</summary>
    public ImmutableArray<ContactChange> Changes { get; init; } = [];

    /// <summary>The contact's state after <see cref="Changes"/>; <see langword="null"/> if it stays as it was.</summary>
    public ContactState? StateAfter { get; init; }

    public ImmutableArray<FollowUp> FollowUps { get; init; } = [];

    /// <summary>Results of look-ups and plug-ins, JSON; empty if there were none.</summary>
    public ReadOnlyMemory<byte> ExternalResults { get; init; }

    /// <summary>A result that no rule gave.</summary>
    public static MessageResult Of(ReadOnlyMemory<byte> reply) => new() { Reply = reply };

    public static bool IsSilence(ReadOnlyMemory<byte> reply) => reply.Span.SequenceEqual("{}"u8);
}
