using WebhookReceiver.BrowserTests.Console;
using WebhookReceiver.Tests;

[assembly: AssemblyFixture(typeof(ConsoleFixture))]

namespace WebhookReceiver.BrowserTests.Console;

/// <summary>One receiver with the rules of a bakery, and one console without keys, for all tests that only look.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private ServerProcess? _receiver;
    private ConsoleProcess? _console;

    internal ServerProcess Receiver => _receiver!;

    internal ConsoleProcess Console => _console!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.OfThisMachine.Path is null)
        {
            return;
        }

        _receiver = await Bakery.StartAsync();
        await Bakery.HearMessagesAsync(_receiver);
        _console = await ConsoleProcess.StartAsync(_receiver.ManagementAddress);
    }

    public ValueTask DisposeAsync()
    {
        _console?.Dispose();
        _receiver?.Dispose();
        return ValueTask.CompletedTask;
    }
}
