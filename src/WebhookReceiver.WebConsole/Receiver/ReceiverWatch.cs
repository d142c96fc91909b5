using System.Globalization;
using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Receiver;

/// <summary>Watches the receiver once for all open pages: its health every few seconds, and its stream of events.</summary>
internal sealed class ReceiverWatch(ReceiverClient client, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    private readonly Lock _change = new();

    private readonly Dictionary<EventHandler, string> _listeners = [];

    /// <summary>Told after each change, on any thread, in the language of the page that listens.</summary>
    public event EventHandler Changed
    {
        add
        {
            lock (_change)
            {
                _listeners[value] = CultureInfo.CurrentUICulture.Name;
            }
        }
        remove
        {
            lock (_change)
            {
                _listeners.Remove(value);
            }
        }
    }

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
        KeyValuePair<EventHandler, string>[] listeners;
        lock (_change)
        {
            Now = change(Now);
            listeners = [.. _listeners];
        }

        var own = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        foreach (var (listener, language) in listeners)
        {
            // What a listener draws flows from here; without, the page would turn into the server's language.
            var itsOwn = CultureInfo.GetCultureInfo(language);
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (itsOwn, itsOwn);
            listener(this, EventArgs.Empty);
        }

        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = own;
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
