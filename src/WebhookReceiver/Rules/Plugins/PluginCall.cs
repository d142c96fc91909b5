using System.Diagnostics.CodeAnalysis;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>One call of a plug-in's rule. Every result, including an exception, becomes a value.</summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "a source without timer or link holds nothing, and the foreign side may use its token at any time"
)]
internal sealed class PluginCall(IReplyRule rule, IncomingMessage message)
{
    private const int Waiting = 0;
    private const int OnThread = 1;
    private const int OffThread = 2;
    private const int Withdrawn = 3;

    private readonly CancellationTokenSource _stop = new();
    private volatile int _state;

    /// <summary>True until the rule returns its task: it computes or blocks on our thread.</summary>
    public bool HoldsThread => _state == OnThread;

    public async Task<PluginCallOutcome> RunAsync()
    {
        if (Interlocked.CompareExchange(ref _state, OnThread, Waiting) != Waiting)
        {
            return default;
        }

        try
        {
            var pending = rule.ReplyAsync(message, _stop.Token);
            _state = OffThread;
            return new PluginCallOutcome(Own(await pending), null);
        }
#pragma warning disable CA1031 // External code may throw anything; none of it may cost the contact the answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new PluginCallOutcome(null, exception);
        }
        finally
        {
            _state = OffThread;
        }
    }

    /// <summary>Withdraws the call if no thread has started it.</summary>
    public bool Withdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting;

    /// <summary>Cancels the rule's token; its callbacks are external code too and run on a separate thread.</summary>
    public async Task StopAsync()
    {
        try
        {
            await _stop.CancelAsync();
        }
        // A callback of the rule threw; on a timer's thread this would end the process.
        catch (AggregateException) { }
    }

    /// <summary>A copy that the plug-in can neither change later nor fill with lazy code.</summary>
    private static Reply? Own(Reply? reply) =>
        reply switch
        {
            null => null,
            { Contacts: null } => reply with { Contacts = [] },
            { Contacts.Count: > 0 } => reply with { Contacts = [.. reply.Contacts] },
            _ => reply,
        };
}

/// <summary>The end of an external call: a reply, nothing, or an exception.</summary>
internal readonly record struct PluginCallOutcome(Reply? Reply, Exception? Exception);
