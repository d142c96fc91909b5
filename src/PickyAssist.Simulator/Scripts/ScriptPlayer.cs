using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Calling;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Scripts;

/// <summary>Sends the steps in sequence, each after the answer to the previous one.</summary>
internal sealed class ScriptPlayer(
    PeerClient peer,
    IOptions<CallingOptions> options,
    IOptions<PlatformOptions> platform,
    RunningNumbers numbers,
    TimeProvider time
)
{
    /// <returns>Empty if the answer is as expected; else the lines of a readable difference.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync(Uri url, Step step, CancellationToken cancellationToken)
    {
        var body = WebhookBody.Write(step.Message, numbers.Next(), platform.Value.ProjectId, options.Value);
        var attempt = await peer.DeliverAsync(url, body, cancellationToken);
        return Comparison.Of(step.Expected, attempt, time.GetUtcNow());
    }

    public static string Words(Step step) =>
        step.Message switch
        {
            { Tap: { } tap } => $"{step.Message.Name} taps {tap.Id}",
            { Text: { } text } => $"{step.Message.Name} says: {text}",
            { Media: { Url: { } url } } => $"{step.Message.Name} sends {url}",
            { Location: not null } => $"{step.Message.Name} sends a location",
            _ => $"{step.Message.Name} sends a contact card",
        };
}
