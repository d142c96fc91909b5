using System.Text;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>The rig must be able to fail.</summary>
public sealed class BalanceTests
{
    private const string Kept = """{"id":1,"message":{"id":"a"},"reply":"{}"}""";

    private readonly SentMessage _answered = new(1, "a", []);

    public BalanceTests() => _answered.Answered("{}"u8.ToArray());

    [Fact]
    public void What_was_answered_and_kept_balances() => Assert.True(Of(Kept).IsExact);

    [Fact]
    public void An_acknowledged_message_that_is_not_kept_is_missing() => Assert.Equal(1, Of("").Missing);

    [Fact]
    public void A_kept_reply_that_differs_from_the_one_sent_is_missing() =>
        Assert.Equal(1, Of("""{"id":1,"message":{"id":"a"},"reply":"{\"message-out\":\"x\"}"}""").Missing);

    [Fact]
    public void A_message_kept_without_its_answer_is_missing() =>
        Assert.Equal(1, Of("""{"id":1,"message":{"id":"a"}}""").Missing);

    [Fact]
    public void Two_rows_for_one_id_are_committed_twice() => Assert.Equal(1, Of($"{Kept}\n{Kept}").Doubled);

    [Fact]
    public void An_event_balances_by_its_reference() =>
        Assert.True(Of("""{"event":{"id":1,"raw":"{\"data\":[{\"reference_number\":\"a\"}]}"}}""").IsExact);

    [Fact]
    public void A_row_nobody_sent_is_unknown() =>
        Assert.Equal(1, Of($$"""{{Kept}}{{'\n'}}{"id":2,"message":{"id":"b"},"reply":"{}"}""").External);

    [Fact]
    public void A_message_nobody_answered_is_stuck() =>
        Assert.Equal(1, Balance.Of([_answered, new SentMessage(2, "b", [])], 0, Kept, 0).Stuck);

    [Fact]
    public void Other_bytes_for_the_same_message_are_noticed()
    {
        Assert.True(_answered.Answered("{}"u8.ToArray()));
        Assert.False(_answered.Answered(Encoding.UTF8.GetBytes("""{"message-out":"x"}""")));
    }

    private Balance Of(string export) => Balance.Of([_answered], 0, export, 0);
}
