using System.Collections.Immutable;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage;

/// <summary>The reply, its reason and all its effects, in one commit.</summary>
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

    /// <summary>The changes of the contact's state.</summary>
    public ImmutableArray<ContactChange> Changes { get; init; } = [];

    /// <summary>The contact's state after <see cref="Changes"/>; <see langword="null"/> if unchanged.</summary>
    public ContactState? StateAfter { get; init; }

    public ImmutableArray<FollowUp> FollowUps { get; init; } = [];

    /// <summary>External results of look-ups and plug-ins, JSON; empty if there are none.</summary>
    public ReadOnlyMemory<byte> ExternalResults { get; init; }

    /// <summary>A result without a rule.</summary>
    public static MessageResult Of(ReadOnlyMemory<byte> reply) => new() { Reply = reply };

    public static bool IsSilence(ReadOnlyMemory<byte> reply) => reply.Span.SequenceEqual("{}"u8);
}
