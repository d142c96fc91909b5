using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

/// <summary>One guarded rule made from a function, with a manual clock.</summary>
internal sealed class PluginProxyBench : IDisposable
{
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(2.5);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _counted = new(StringComparer.Ordinal);

    public PluginProxyBench(Func<CancellationToken, ValueTask<Reply?>> reply)
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        var metrics = new PluginMetrics(meters);
        Proxy = new PluginRuleProxy("orders", new FunctionRule(reply), Logs, metrics, Time);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.Start();
    }

    public FakeTimeProvider Time { get; } = new();

    public LoggedLines Logs { get; } = new();

    public PluginRuleProxy Proxy { get; }

    /// <summary>The sums of an instrument, with tags: <c>wr.rule.err order-status throw</c>.</summary>
    public long Counted(string name)
    {
        lock (_counted)
        {
            return _counted.GetValueOrDefault(name);
        }
    }

    public Task<PluginAnswer> AskAsync(TimeSpan? budget = null, CancellationToken? cancellation = null) =>
        Proxy.AskAsync(Message, budget ?? Budget, cancellation ?? TestContext.Current.CancellationToken).AsTask();

    /// <summary>Completes when no abandoned call is left.</summary>
    public async Task AllEndedAsync()
    {
        while (Proxy.CallsLeftBehind > 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    public static IncomingMessage Message { get; } = new() { Sender = "15550100", Text = "order 1234" };

    private void Count(
        Instrument instrument,
        long value,
        ReadOnlySpan<KeyValuePair<string, object?>> tags,
        object? state
    )
    {
        var name = instrument.Name;
        foreach (var tag in tags)
        {
            name += $" {tag.Value}";
        }

        lock (_counted)
        {
            _counted[name] = _counted.GetValueOrDefault(name) + value;
        }
    }

    private sealed class FunctionRule(Func<CancellationToken, ValueTask<Reply?>> reply) : IReplyRule
    {
        public string Name => "order-status";

        public ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken) =>
            reply(cancellationToken);
    }
}
