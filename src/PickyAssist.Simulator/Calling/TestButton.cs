using System.Text;
using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Calling;

/// <summary>The console's display after a press on Test.</summary>
internal sealed record TestResult(bool IsGood, string Words, string? Answer);

/// <summary>The console's Test button: it posts dummy data and expects JSON (protocol sheet, section 1.1).</summary>
internal sealed class TestButton(IOptions<CallingOptions> options, PeerClient peer, PlatformClock clock)
{
    public async Task<TestResult> PressAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MessageUrl is not { } url)
            return new TestResult(false, "No webhook is set.", null);

        var attempt = await peer.PostAsync(url, Encoding.UTF8.GetBytes(options.Value.TestBody), cancellationToken);
        if (attempt.Error is { } error)
            return new TestResult(false, $"The webhook failed: {error}.", attempt.Answer);

        return InstantReply.Read(attempt.Answer!, clock.GetUtcNow()) is InstantReply.Unreadable unreadable
            ? new TestResult(false, unreadable.Error, attempt.Answer)
            : new TestResult(true, "The webhook answers with JSON.", attempt.Answer);
    }
}
