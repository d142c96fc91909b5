using System.Text;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>The ledger of state must be able to fail.</summary>
public sealed class StateBalanceTests
{
    private static readonly Dictionary<string, int> NobodyPushed = new(StringComparer.Ordinal);
    private static readonly HashSet<string> NoneUnknown = new(StringComparer.Ordinal);

    [Fact]
    public void Counts_without_a_gap_balance() =>
        Assert.True(Of(Said(SentKind.Count, "Count 2."), Said(SentKind.Count, "Count 1.")).IsExact);

    [Theory]
    [InlineData("Count 1.", "Count 1.")]
    [InlineData("Count 1.", "Count 3.")]
    [InlineData("Count 1.", null)]
    public void A_count_that_is_lost_or_there_twice_is_wrong(string one, string? other) =>
        Assert.Equal(1, Of(Said(SentKind.Count, one), Said(SentKind.Count, other)).Counters);

    [Theory]
    [InlineData("4 people, Ann.", 0)]
    [InlineData("5 people, Ann.", 1)]
    [InlineData(null, 1)]
    public void A_form_ends_with_its_values(string? reply, int wrong) =>
        Assert.Equal(wrong, Of(Said(SentKind.Form, reply, "4 people, Ann.")).Forms);

    [Theory]
    [InlineData("Nothing new for any news 2.", 0)]
    [InlineData("News for any news 2.", 1)]
    public void News_are_told_once(string second, int broken) =>
        Assert.Equal(broken, Of(Said(SentKind.News, "News for any news 1."), Said(SentKind.News, second)).Cooldowns);

    [Fact]
    public void News_that_nobody_got_are_a_broken_cooldown() =>
        Assert.Equal(1, Of(Said(SentKind.News, "Nothing new for any news 1.")).Cooldowns);

    [Fact]
    public void Another_reply_than_that_of_the_rule_after_the_plug_in_is_wrong() =>
        Assert.Equal(1, Of(Said(SentKind.Crash, null, "Nobody is there.")).Crashes);

    [Fact]
    public void What_was_promised_is_sent_once_or_unknown_or_lost()
    {
        var promised = Said(SentKind.Reminder, "We will.", "We will.");

        Assert.Equal(1, Of(promised).Lost);
        Assert.True(StateBalance.Of([promised], Pushed(1), NoneUnknown).IsExact);
        Assert.True(
            StateBalance.Of([promised], NobodyPushed, new HashSet<string>(StringComparer.Ordinal) { "1" }).IsExact
        );
        Assert.Equal(1, StateBalance.Of([promised], Pushed(2), NoneUnknown).Twice);
    }

    private static Dictionary<string, int> Pushed(int times) => new(StringComparer.Ordinal) { ["1"] = times };

    private static StateBalance Of(params SentMessage[] sent) => StateBalance.Of(sent, NobodyPushed, NoneUnknown);

    private static SentMessage Said(SentKind kind, string? reply, string? expected = null)
    {
        var message = SentMessage.Make(1, 1, kind, "1", "hello", expected);
        message.Answered(Encoding.UTF8.GetBytes(reply is null ? "{}" : $$"""{"message-out":"{{reply}}"}"""));
        return message;
    }
}
