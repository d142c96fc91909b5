using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace Orders;

/// <summary>
/// The orders, from the settings <c>Plugins:&lt;name&gt;:Orders</c>. Put your shop's database or web service here.
/// Results are cached for a minute, so that an impatient customer does not cost a query per message.
/// </summary>
internal sealed class OrderBook(IConfiguration settings, TimeProvider clock)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (string? State, DateTimeOffset At)> _known = new(
        StringComparer.Ordinal
    );

    public async Task<string?> FindAsync(string number, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(number, out var order) && clock.GetUtcNow() - order.At < FreshFor)
        {
            return order.State;
        }

        if (_known.Count >= 10_000)
        {
            _known.Clear(); // a sender may invent any number of order numbers
        }

        var state = await AskShopAsync(number, cancellationToken);
        _known[number] = (state, clock.GetUtcNow());
        return state;
    }

    private Task<string?> AskShopAsync(string number, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(settings[$"Orders:{number}"]);
    }
}
