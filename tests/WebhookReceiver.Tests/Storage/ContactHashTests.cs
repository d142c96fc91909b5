using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Tests.Storage;

public sealed class ContactHashTests
{
    private static readonly byte[] Key = new byte[32];

    [Fact]
    public void The_same_sender_has_the_same_hash_under_the_same_key()
    {
        Assert.Equal("50982ebf5cbf8608", HashOf("447700900123", Key));
        Assert.NotEqual(HashOf("447700900123", Key), HashOf("447700900123", [1, .. Key[1..]]));
    }

    [Fact]
    public void One_hash_leaves_no_trace_in_the_next()
    {
        using var contacts = new ContactHash(Key);

        contacts.Of("353861234567");

        Assert.Equal("50982ebf5cbf8608", contacts.Of("447700900123"));
    }

    [Fact]
    public void Whoever_wrote_before_and_between_every_sender_keeps_his_name()
    {
        using var contacts = new ContactHash(Key);
        var names = Enumerable.Range(0, 50_000).ToDictionary(Number, number => HashByHand(Number(number)));

        Assert.All(names, pair => Assert.Equal(pair.Value, contacts.Of(pair.Key)));
        Assert.All(names, pair => Assert.Equal(pair.Value, contacts.Of(pair.Key)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(170)]
    [InlineData(171)]
    [InlineData(5_000)]
    public void Any_length_gives_sixteen_characters(int length) =>
        Assert.Matches("^[0-9a-f]{16}$", HashOf(new string('ü', length), Key));

    private static string Number(int number) => string.Create(CultureInfo.InvariantCulture, $"4477{number:00000000}");

    private static string HashByHand(string sender) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(sender)).AsSpan(0, 8));

    private static string HashOf(string sender, byte[] key)
    {
        using var contacts = new ContactHash(key);
        return contacts.Of(sender);
    }
}
