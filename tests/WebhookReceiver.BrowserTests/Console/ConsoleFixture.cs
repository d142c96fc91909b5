using WebhookReceiver.BrowserTests.Console;
using WebhookReceiver.Tests;

[assembly: AssemblyFixture(typeof(ConsoleFixture))]

namespace WebhookReceiver.BrowserTests.Console;

/// <summary>One receiver with the rules of a bakery, and one console without keys, for all tests that only look.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private Bakery? _bakery;
    private ConsoleProcess? _console;

    internal ServerProcess Receiver => _bakery!.Receiver;

    internal Bakery Bakery => _bakery!;

    internal ConsoleProcess Console => _console!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.OfThisMachine.Path is null)
        {
            return;
        }

        _bakery = await Bakery.OpenAsync();
        await _bakery.HearMessagesAsync();
        _console = await ConsoleProcess.StartAsync(Receiver.ManagementAddress);
    }

    public ValueTask DisposeAsync()
    {
        _console?.Dispose();
        _bakery?.Dispose();
        return ValueTask.CompletedTask;
    }
}
