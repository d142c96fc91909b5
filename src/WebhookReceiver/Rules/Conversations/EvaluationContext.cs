using System.Collections.Frozen;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>What deciding on a message needs besides the message.</summary>
internal readonly record struct EvaluationContext()
{
    private readonly IReadOnlyDictionary<string, string>? _own;

    /// <summary>What the program itself keeps of the contact, see <see cref="SystemVariables"/>.</summary>
    public IReadOnlyDictionary<string, string> Own
    {
        get => _own ?? FrozenDictionary<string, string>.Empty;
        init => _own = value;
    }

    /// <summary>Awaited once, before the first plug-in or look-up is asked; <see langword="null"/>: nothing to announce.</summary>
    public Func<Task>? BeforeExternalCode { get; init; }

    /// <summary>Asks other servers; <see langword="null"/>: all look-ups fail.</summary>
    public LookUp? LookUp { get; init; }
}
