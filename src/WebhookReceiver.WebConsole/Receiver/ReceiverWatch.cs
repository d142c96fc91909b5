using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Receiver;

/// <summary>Watches the receiver once for all open pages: its health every few seconds, and its stream of events.</summary>
internal sealed class ReceiverWatch(ReceiverClient client, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    private readonly Lock _change = new();

    /// <summary>Told after each change, on any thread.</summary>
    public event EventHandler? Changed;

    public ReceiverState Now { get; private set; } = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(WatchHealthAsync(stoppingToken), WatchEventsAsync(stoppingToken));

    private async Task WatchHealthAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await LookAsync(stop);
            await WaitAsync(stop);
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            var lamp = await AskAsync(stop);
            Change(now => now with { Lamp = lamp, Trouble = null, At = time.GetUtcNow() });
        }
        catch (Exception e) when (!stop.IsCancellationRequested && ReceiverAccess.IsTrouble(e))
        {
            Change(now => now with { Trouble = e });
        }
        catch (OperationCanceledException)
        {
            // The console ends.
        }
    }

    private async Task<Lamp> AskAsync(CancellationToken stop)
    {
        try
        {
            return Lamp.Of(await client.HealthAsync(stop));
        }
        catch (ReceiverException refused) when (refused.Status == HttpStatusCode.Forbidden)
        {
            return Lamp.Of(await client.RulesAsync(stop));
        }
    }

    private async Task WatchEventsAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var happened in client.FeedAsync(stop))
                {
                    Change(now => After(now, happened));
                }
            }
            catch (Exception e) when (!stop.IsCancellationRequested && ReceiverAccess.IsTrouble(e))
            {
                // The line of the lamp says that the receiver is away; the stream begins again.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await WaitAsync(stop);
        }
    }

    private static ReceiverState After(ReceiverState now, FeedEvent happened) =>
        now with
        {
            Events = now.Events + 1,
            Waiting = happened.Waiting ?? now.Waiting,
            NewestMessage = happened.Type == "message" ? happened.Id : now.NewestMessage,
        };

    private void Change(Func<ReceiverState, ReceiverState> change)
    {
        lock (_change)
        {
            Now = change(Now);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(Between, time, stop);
        }
        catch (OperationCanceledException)
        {
            // The console ends.
        }
    }
}
