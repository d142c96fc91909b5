using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>
/// Plays the messaging platform: sends messages over several connections and redelivers everything without a 200. It
/// repeats some answered ones, sends some twice at the same time, and compares every reply with the first.
/// </summary>
/// <param name="webhook">Where it sends to next; completes when somebody is there.</param>
/// <param name="seed">Of all random choices.</param>
/// <param name="hasState">Whether half of the messages are those of <see cref="StatefulMessages"/>.</param>
internal sealed class Platform(Func<Task<Uri>> webhook, int seed, bool hasState = false) : IDisposable
{
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan }
    )
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    public Platform(ReceiverProcess receiver, int seed, bool hasState = false)
        : this(
            async () =>
            {
                await receiver.Up;
                return receiver.Webhook;
            },
            seed,
            hasState
        ) { }

    private int _next;
    private int _different;
    private int _deliveries;
    private int _broken;

    public ConcurrentBag<SentMessage> Sent { get; } = [];

    public ConcurrentDictionary<HttpStatusCode, int> OtherStatuses { get; } = new();

    /// <summary>Deliveries with other bytes than the first 200 of the same message.</summary>
    public int Different => _different;

    public int Deliveries => _deliveries;

    /// <summary>Deliveries without a status, because of a kill.</summary>
    public int Broken => _broken;

    /// <summary>Sends until the token is cancelled; then finishes the messages in progress.</summary>
    public Task SendAsync(int connections, CancellationToken stop) =>
        Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(i => Task.Run(() => SendInTurnAsync(i, stop), CancellationToken.None))
        );

    /// <summary>Sends one new message until it is answered.</summary>
    /// <param name="text">Appended to its text, to make it long.</param>
    public Task SendOneAsync(string text = "") => DeliverAsync(MakeOne(text));

    private SentMessage MakeOne(string text)
    {
        var number = NextNumber();
        var message = SentMessage.Make(seed, number, new Random((seed * 31) + number), text);
        Sent.Add(message);
        return message;
    }

    /// <summary>Sends long messages until the token is cancelled.</summary>
    public Task SendLongAsync(int connections, CancellationToken stop)
    {
        var text = new string('x', 20_000);
        return Task.WhenAll(Enumerable.Range(0, connections).Select(_ => SendAllAsync()));

        async Task SendAllAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                await SendOneAsync(text);
            }
        }
    }

    /// <summary>Delivers a message until the answer is 200.</summary>
    public async Task DeliverAsync(SentMessage message)
    {
        while (true)
        {
            var address = await webhook();
            try
            {
                if (await TryDeliverAsync(message, address))
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
            {
                Interlocked.Increment(ref _broken);
            }
            await Task.Yield();
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task SendInTurnAsync(int connection, CancellationToken stop)
    {
        var random = new Random((seed * 31) + connection);
        SentMessage? last = null;
        while (!stop.IsCancellationRequested)
        {
            foreach (var message in Next(random))
            {
                Sent.Add(message);
                var copies = random.Next(20) == 0 ? 3 : 1;
                await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => DeliverAsync(message)));
                if (last is not null && random.Next(5) == 0)
                {
                    await DeliverAsync(last);
                }
                last = message;
            }
        }
    }

    private IReadOnlyList<SentMessage> Next(Random random) =>
        hasState && random.Next(2) == 0
            ? new StatefulMessages(seed, NextNumber).Make(random)
            : [SentMessage.Make(seed, NextNumber(), random)];

    private int NextNumber() => Interlocked.Increment(ref _next);

    private async Task<bool> TryDeliverAsync(SentMessage message, Uri address)
    {
        using var content = new ByteArrayContent(message.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _http.PostAsync(address, content);
        var reply = await response.Content.ReadAsByteArrayAsync();
        Interlocked.Increment(ref _deliveries);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            OtherStatuses.AddOrUpdate(response.StatusCode, 1, (_, count) => count + 1);
            return false;
        }
        if (!message.Answered(reply))
        {
            Interlocked.Increment(ref _different);
        }
        return true;
    }
}
