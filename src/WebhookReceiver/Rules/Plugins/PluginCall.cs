using System.Diagnostics.CodeAnalysis;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>One question to one foreign rule. Whatever happens in there ends up as a value.</summary>
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

    /// <summary>True while the rule has not even handed back its task: it computes or blocks on our thread.</summary>
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
#pragma warning disable CA1031 // Foreign code may throw anything; none of it may cost the sender the answer.
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

    /// <summary>Takes the question back if no thread was free to ask it.</summary>
    public bool Withdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting;

    /// <summary>Cancels the rule's token; its callbacks are foreign code too and run on a thread of their own.</summary>
    public async Task StopAsync()
    {
        try
        {
            await _stop.CancelAsync();
        }
        // A callback that the rule registered threw; on a timer's thread this would end the process.
        catch (AggregateException) { }
    }

    /// <summary>A copy that the foreign side can neither change later nor fill with lazy code of its own.</summary>
    private static Reply? Own(Reply? reply) =>
        reply switch
        {
            null => null,
            { Contacts: null } => reply with { Contacts = [] },
            { Contacts.Count: > 0 } => reply with { Contacts = [.. reply.Contacts] },
            _ => reply,
        };
}

/// <summary>How a foreign call ended: with a reply, with nothing, or with an exception.</summary>
internal readonly record struct PluginCallOutcome(Reply? Reply, Exception? Exception);
