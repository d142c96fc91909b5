using System.Text;
using WebhookReceiver.Management;

namespace WebhookReceiver.Tests.Management;

/// <summary>A member that nobody reads would be left out in silence; so it is refused, by its path.</summary>
public sealed class OrderBodyTests
{
    [Theory]
    [InlineData("""{"to":"1","txt":"a"}""", "there is no member 'txt'; there are to, ")]
    [InlineData(
        """{"to":"1","location":{"latitude":1,"longitude":2,"nme":"x"}}""",
        "there is no member 'location.nme'; there are latitude, "
    )]
    [InlineData(
        """{"to":"1","ifFailed":{"channel":"3","message":"x"}}""",
        "there is no member 'ifFailed.message'; there are channel, text"
    )]
    [InlineData(
        """{"to":"1","contacts":[{"first":"A"},{"firstName":"B"}]}""",
        "there is no member 'contacts[1].firstName'; there are first, "
    )]
    [InlineData("""{"to":"1","to":"2"}""", "the member 'to' is there twice")]
    [InlineData("""{"ifFailed":{"text":"a","text":"a"}}""", "the member 'ifFailed.text' is there twice")]
    [InlineData("""{"to":"1","Text":"a"}""", "there is no member 'Text'; there are to, ")]
    public void An_unknown_or_repeated_member_is_refused_with_its_path(string body, string problem)
    {
        var (message, said) = OrderBody.Read(Encoding.UTF8.GetBytes(body));

        Assert.Null(message);
        Assert.StartsWith(problem, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"to":"1","location":[1]}""")]
    [InlineData("""{"to":"1","location":{"latitude":"x"}}""")]
    [InlineData("""{"to":"1","contacts":{"first":"A"}}""")]
    [InlineData("""{"to":"1","contacts":["A"]}""")]
    [InlineData("""{"to":"1","ifFailed":"3"}""")]
    [InlineData("""{"to":"1","templateValues":"a"}""")]
    public void A_member_of_another_type_is_refused(string body)
    {
        var (message, said) = OrderBody.Read(Encoding.UTF8.GetBytes(body));

        Assert.Null(message);
        Assert.Equal("a member has the wrong type; /openapi/v1.json describes them", said);
    }

    [Fact]
    public void All_members_together_are_read()
    {
        var (message, said) = OrderBody.Read(
            """
            {"to":"+447400123456","location":{"latitude":1,"longitude":2,"name":"x","address":"y","url":"https://example.com"},
             "contacts":[{"first":"A","last":"B","phone":"1","phoneType":"2","email":"3","street":"4","city":"5","state":"6","zip":"7",
               "country":"8","countryCode":"9","addressType":"10","image":"11"}],"ifFailed":{"channel":"3","text":"z"}}
            """u8.ToArray()
        );

        Assert.Null(said);
        Assert.Equal(
            ("x", "A", "3", "z"),
            (message!.Location!.Name, message.Contacts[0].FirstName, message.IfFailedChannel, message.IfFailedText)
        );
    }
}
