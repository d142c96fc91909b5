using System.Text;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Tests.Decoding;

public sealed class DeliveryReportTests
{
    [Fact]
    public void Every_item_is_read_whatever_its_numbers_are_written_as()
    {
        var reports = Read(
            """
            {"event_id":1,"data":[
              {"push_id":600001,"number":447700900123,"msg_id":"1800001","status":3,"reference_number":"R-9"},
              {"push_id":"600001","number":"447700900124","msg_id":1800002,"status":"2","error_message":"no \"WhatsApp\" \u00e9","reference_number":""},
              {"status":"5","error_code":131}, {"status":"99"}, {}, 7
            ]}
            """
        );

        Assert.Equal(
            [
                new(DeliveryStatus.Read, "R-9", "1800001", "600001", "447700900123", null),
                new(DeliveryStatus.Failed, null, "1800002", "600001", "447700900124", "no \"WhatsApp\" \u00e9"),
                new(DeliveryStatus.Refunded, null, null, null, null, "131"),
                new(DeliveryStatus.Unknown, null, null, null, null, null),
                new(DeliveryStatus.Unknown, null, null, null, null, null),
            ],
            reports
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("event_id=1&data=x")]
    [InlineData("[]")]
    [InlineData("{\"event_id\":1}")]
    [InlineData("{\"data\":\"x\"}")]
    [InlineData("{\"data\":[{\"\\ud800\":1}]}")]
    public void What_is_no_report_has_no_items_or_empty_ones_and_throws_nothing(string body) =>
        Assert.All(
            Read(body),
            report => Assert.Equal(new(DeliveryStatus.Unknown, null, null, null, null, null), report)
        );

    [Fact]
    public void Half_a_character_spoils_no_report() =>
        Assert.Equal("R\ufffd", Assert.Single(Read("{\"data\":[{\"reference_number\":\"R\\ud800\"}]}")).Reference);

    private static IReadOnlyList<DeliveryReport> Read(string body) =>
        DeliveryReportReader.Read(Encoding.UTF8.GetBytes(body));
}
