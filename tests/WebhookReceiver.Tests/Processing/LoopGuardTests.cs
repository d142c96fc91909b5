using WebhookReceiver.Processing;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Processing;

public sealed class LoopGuardTests : IDisposable
{
    private static readonly byte[] Hello = "hello"u8.ToArray();
    private static readonly byte[] Other = "other"u8.ToArray();

    private readonly JournalRig _rig = new();
    private readonly ContactHash _hash = new([.. Enumerable.Range(1, 32).Select(n => (byte)n)]);
    private readonly LoopGuard _guard;

    public LoopGuardTests() =>
        _guard = new LoopGuard(ProcessingLimits.Default with { MaxEqualRepliesPerMinute = 2 }, _hash);

    [Fact]
    public void Only_answers_that_were_given_count_however_often_it_is_asked()
    {
        for (var i = 0; i < 9; i++)
        {
            Assert.False(IsLoop(Hello));
        }

        Note(Hello);
        Assert.False(IsLoop(Hello));
        Note(Hello);
        Assert.True(IsLoop(Hello));
        Assert.True(IsLoop(Hello));
    }

    [Fact]
    public void Another_answer_begins_anew_once_it_was_given()
    {
        Note(Hello);
        Note(Hello);
        Assert.False(IsLoop(Other));
        Assert.True(IsLoop(Hello));
        Note(Other);
        Assert.False(IsLoop(Hello));
    }

    [Fact]
    public void After_a_minute_the_count_begins_anew()
    {
        Note(Hello);
        Note(Hello);
        _rig.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(IsLoop(Hello));
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(IsLoop(Hello));
    }

    public void Dispose()
    {
        _hash.Dispose();
        _rig.Dispose();
    }

    private bool IsLoop(byte[] reply) => _guard.IsLoop(_rig.Message("any"), reply);

    private void Note(byte[] reply) => _guard.Note(_rig.Message("any"), reply);
}
