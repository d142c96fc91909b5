using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Tests.Storage;

/// <summary>One person has one id, whatever the spelling of the number.</summary>
public sealed class ContactIdTests
{
    [Theory]
    [InlineData("447700900126", "447700900126")]
    [InlineData("+447700900126", "447700900126")]
    [InlineData("+44 7700 900126", "447700900126")]
    [InlineData("44 7700 900126", "447700900126")]
    [InlineData("44-7700-900126", "447700900126")]
    [InlineData("+44 (0)7400 123456", "447400123456")]
    [InlineData("(+44) 7400.123456", "447400123456")]
    [InlineData("00447700900126", "447700900126")]
    [InlineData("0044 7700 900126", "447700900126")]
    [InlineData("\u202A+44\u00A07700\u00A0900126\u202C", "447700900126")]
    [InlineData("+44\u20117700\u2011900126", "447700900126")]
    [InlineData("\uFF0B447700900126", "447700900126")]
    [InlineData("whatsapp:+447700900126", "447700900126")]
    [InlineData("558188327966", "5581988327966")]
    [InlineData("5581988327966", "5581988327966")]
    [InlineData("+55 81 8832-7966", "5581988327966")]
    [InlineData("+55 (81) 98832-7966", "5581988327966")]
    [InlineData("5215512345678", "525512345678")]
    [InlineData("+52 1 55 1234 5678", "525512345678")]
    [InlineData("525512345678", "525512345678")]
    [InlineData("+390612345678", "390612345678")]
    [InlineData("5491123456789", "5491123456789")]
    [InlineData("541123456789", "5491123456789")]
    [InlineData("+54 9 11 2345-6789", "5491123456789")]
    [InlineData("+54 11 2345-6789", "5491123456789")]
    [InlineData("+54 11 15 2345-6789", "5491123456789")]
    [InlineData("543516543210", "5493516543210")]
    [InlineData("447700900126@c.us", "447700900126")]
    [InlineData("447700900126@s.whatsapp.net", "447700900126")]
    [InlineData("447700900126:12@s.whatsapp.net", "447700900126")]
    [InlineData("5215512345678@c.us", "525512345678")]
    [InlineData("541123456789@c.us", "5491123456789")]
    [InlineData("558188327966@S.WhatsApp.net", "5581988327966")]
    public void A_spelling_of_a_number_is_the_same_person(string written, string person) =>
        Assert.Equal(person, ContactId.Of(written));

    [Theory]
    [InlineData("")]
    [InlineData("Ann")]
    [InlineData("Ann 447700900126")]
    [InlineData("Book club @Ann")]
    [InlineData("Book club @+447700900126")]
    [InlineData("2024 @447700900126")]
    [InlineData("+1 1")]
    [InlineData("007")]
    [InlineData("07700900126")]
    [InlineData("551132345678")]
    [InlineData("55813432796")]
    [InlineData("52551234567")]
    [InlineData("00000000000")]
    [InlineData("+447700900126 / +447700900127")]
    [InlineData("1234567890123456789")]
    [InlineData("\U0001F680 447700900126")]
    [InlineData("447700900126-1612345678@g.us")]
    [InlineData("120363012345678901@g.us")]
    [InlineData("123456789012345@lid")]
    [InlineData("Ann@c.us")]
    [InlineData("Book club @447700900126@c.us")]
    [InlineData("447700900126@example.com")]
    [InlineData("548001234567")]
    [InlineData("5411234567")]
    [InlineData("54911234567")]
    public void A_name_a_group_or_an_id_stays_as_it_is(string sender) => Assert.Equal(sender, ContactId.Of(sender));

    [Theory]
    [InlineData("5")]
    [InlineData("11")]
    public void A_subscribers_id_is_no_number(string channel)
    {
        Assert.Equal("558188327966", ContactKey.Of("500001", channel, "558188327966").Sender);
        Assert.Equal("5581988327966", ContactKey.Of("500001", "8", "558188327966").Sender);
    }

    [Fact]
    public void A_number_as_the_platform_writes_it_costs_no_memory()
    {
        ContactId.Of("447700900126");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            ContactId.Of("447700900126");
            ContactId.Of("5581988327966");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
