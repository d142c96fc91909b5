using System.Text.Json;
using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Receiver;

/// <summary>Whether all is well, for the line on each page.</summary>
/// <param name="Version">Version of the live rules.</param>
/// <param name="Since">When they went live.</param>
/// <param name="Waiting">Version that waits for approval.</param>
/// <param name="Held">Set if that version is held against the folder.</param>
/// <param name="IsDegraded">Whether the folder has rules that were not taken.</param>
/// <param name="Problem">The first thing that is wrong, in words.</param>
internal sealed record Lamp(
    string Version,
    DateTimeOffset Since,
    string? Waiting,
    VersionHold? Held,
    bool IsDegraded,
    string? Problem
)
{
    public static Lamp Of(ServerHealth health) =>
        new(
            health.Rules.Version,
            health.Rules.Since,
            health.Rules.Waiting,
            health.Rules.Held,
            health.Rules.Degraded,
            health.Problems.Count > 0 ? health.Problems[0] : null
        );

    /// <summary>A console whose key is not the operator's sees the state of the rules only.</summary>
    public static Lamp Of(JsonElement rules) =>
        new(
            rules.GetProperty("version").GetString()!,
            rules.GetProperty("since").GetDateTimeOffset(),
            rules.GetProperty("waiting").GetString(),
            rules.TryGetProperty("held", out var held)
                ? new VersionHold(held.GetProperty("since").GetDateTimeOffset(), held.GetProperty("by").GetString())
                : null,
            rules.GetProperty("degraded").GetBoolean(),
            rules.GetProperty("degraded").GetBoolean() ? ProblemOf(rules) : null
        );

    private static string? ProblemOf(JsonElement rules) =>
        rules
            .GetProperty("problems")
            .EnumerateArray()
            .Where(problem => problem.GetProperty("severity").GetString() == "error")
            .Select(problem =>
                $"{problem.GetProperty("path").GetString()}: {problem.GetProperty("message").GetString()}"
            )
            .FirstOrDefault();
}
