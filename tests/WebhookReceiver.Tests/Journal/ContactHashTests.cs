using WebhookReceiver.Journal;

namespace WebhookReceiver.Tests.Journal;

public sealed class ContactHashTests
{
    private static readonly byte[] Key = new byte[32];

    [Fact]
    public void The_same_sender_has_the_same_hash_under_the_same_key()
    {
        Assert.Equal("50982ebf5cbf8608", new ContactHash(Key).Of("447700900123"));
        Assert.NotEqual(new ContactHash(Key).Of("447700900123"), new ContactHash([1, .. Key[1..]]).Of("447700900123"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(170)]
    [InlineData(171)]
    [InlineData(5_000)]
    public void Any_length_gives_sixteen_characters(int length) =>
        Assert.Matches("^[0-9a-f]{16}$", new ContactHash(Key).Of(new string('ü', length)));
}
