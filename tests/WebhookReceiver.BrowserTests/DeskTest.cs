namespace WebhookReceiver.BrowserTests;

/// <summary>
/// A test with its own simulator, whose page is open in a real browser and talks to the real receiver.
/// </summary>
public abstract class DeskTest(BrowserFixture fixture) : IAsyncLifetime
{
    internal const string Ann = """[data-chat="8/447700900123"]""";
    internal const string Ben = """[data-chat="3/447700900456"]""";

    private SimulatorProcess? _simulator;

    internal DeskPage Desk { get; private set; } = null!;

    /// <summary>The address of the receiver.</summary>
    internal Uri Receiver => fixture.Receiver.PublicAddress;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium.OfThisMachine.Path is null, Chromium.OfThisMachine.Missing);
        (_simulator, var address) = await SimulatorProcess.StartAsync(Receiver, BrowserFixture.Key);
        Desk = await DeskPage.OpenAsync(await fixture.OpenAsync(), address);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        using (_simulator)
        {
            if (Desk is null)
            {
                return;
            }

            await Desk.DisposeAsync();
        }

        Assert.Empty(Desk.StrangeRequests);
        Assert.Empty(Desk.Faults);
    }
}
