using System.Net.Http.Headers;

namespace PickyAssist.Simulator.Load;

/// <summary>
/// Sends at the planned instants, however slow the answers are (an open loop): the latency of a stalled peer includes
/// all messages due meanwhile, as its customers would wait.
/// </summary>
internal sealed class LoadRun(LoadPlan plan, HttpMessageInvoker http, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly LoadLedger _ledger = new(plan.Count);

    /// <returns>The ledger, once every message has its answer or has timed out.</returns>
    public async Task<LoadLedger> GoAsync(CancellationToken cancellationToken)
    {
        var under = new List<Task>(plan.Count);
        var started = time.GetTimestamp();
        using var timer = new PeriodicTimer(Tick, time);
        var next = 0;
        while (next < plan.Count)
        {
            var now = time.GetElapsedTime(started);
            for (; next < plan.Count && plan.DueOf(next) <= now; next++)
                under.Add(SendAsync(next, started, cancellationToken));
            if (next < plan.Count)
                await timer.WaitForNextTickAsync(cancellationToken);
        }

        await Task.WhenAll(under);
        return _ledger;
    }

    private async Task SendAsync(int number, long started, CancellationToken cancellationToken)
    {
        // Off the pacing loop at once: it must not wait until a body is written.
        await Task.Yield();
        var body = plan.BodyOf(number);
        var redelivery = plan.RedeliveryOf(number);
        var twin = redelivery == Redelivery.AtTheSameTime ? PostAsync(body, cancellationToken) : null;
        var first = await PostAsync(body, cancellationToken);
        _ledger.First(first, time.GetElapsedTime(started) - plan.DueOf(number));
        if (redelivery == Redelivery.Afterwards)
            twin = PostAsync(body, cancellationToken);
        if (twin is not null)
            _ledger.Again(first, await twin);
    }

    private async Task<LoadAnswer> PostAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(plan.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, plan.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return new LoadAnswer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new LoadAnswer(null, []);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new LoadAnswer(null, []);
        }
    }
}
