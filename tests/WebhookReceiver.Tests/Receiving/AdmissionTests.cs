using Microsoft.Extensions.Options;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class AdmissionTests
{
    [Fact]
    public async Task Places_then_the_queue_then_no()
    {
        using var admission = new Admission(Options.Create(new ReceivingOptions { MaxConcurrent = 1, MaxQueued = 1 }));

        Assert.True(await admission.EnterAsync(isLarge: false));
        var queued = admission.EnterAsync(isLarge: false);
        Assert.False(queued.IsCompleted);
        Assert.False(await admission.EnterAsync(isLarge: false));

        admission.Leave(isLarge: false);
        Assert.True(await queued);
        admission.Leave(isLarge: false);
        Assert.True(await admission.EnterAsync(isLarge: false));
    }
}
