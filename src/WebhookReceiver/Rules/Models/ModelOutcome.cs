using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Models;

/// <summary>What became of a question to a model. Stored like the outcome of a look-up, before any check.</summary>
/// <param name="Kind">Answered, failed, late or not asked.</param>
/// <param name="Text">The model's words; empty if it has no answer.</param>
/// <param name="Passages">The names that it cites.</param>
/// <param name="Detail">Why there is no answer, in fixed words; never what was asked or said.</param>
internal sealed record ModelOutcome(ModelKind Kind, string Text, ImmutableArray<string> Passages, string Detail = "")
{
    /// <summary>No answer within the time.</summary>
    public static ModelOutcome Late { get; } = new(ModelKind.Late, "", [], "late");

    public static ModelOutcome Failed(string detail) => new(ModelKind.Failed, "", [], detail);

    public static ModelOutcome NotAsked(string detail) => new(ModelKind.NotAsked, "", [], detail);
}

internal enum ModelKind
{
    Answered = 0,
    Failed = 1,
    Late = 2,

    /// <summary>Nobody was asked: no setting, a limit, nothing to ask.</summary>
    NotAsked = 3,
}

/// <summary>A question to a model.</summary>
/// <param name="Rule">The rule that asks.</param>
/// <param name="Message">The message; its text is data.</param>
/// <param name="Passages">What the model may use.</param>
internal sealed record ModelRequest(FileRule Rule, IncomingMessage Message, ImmutableArray<ModelPassage> Passages);

/// <summary>Asks a model within its time. Never throws because of the model.</summary>
internal delegate ValueTask<ModelOutcome> AskModel(ModelRequest request, CancellationToken cancellationToken);
