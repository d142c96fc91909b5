using Microsoft.Extensions.Options;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class AdmissionTests
{
    [Fact]
    public async Task Places_then_the_queue_then_no()
    {
        using var admission = new Admission(Options.Create(new ReceivingOptions { MaxConcurrent = 1, MaxQueued = 1 }));

        Assert.True(await admission.EnterAsync());
        var queued = admission.EnterAsync();
        Assert.False(queued.IsCompleted);
        Assert.False(await admission.EnterAsync());

        admission.Leave();
        Assert.True(await queued);
        admission.Leave();
        Assert.True(await admission.EnterAsync());
    }
}
