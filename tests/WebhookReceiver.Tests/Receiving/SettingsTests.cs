using WebhookReceiver.Management;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class SettingsTests
{
    [Fact]
    public void The_defaults_are_right() => Assert.True(Validate(new ReceivingOptions()).Succeeded);

    [Fact]
    public void Every_wrong_setting_is_named_at_once()
    {
        var options = new ReceivingOptions { MaxConcurrent = 0, AnswerDeadline = TimeSpan.FromMinutes(3) };
        options.TrustedProxies.Add("caddy");

        Assert.Equal(
            [
                "AnswerDeadline: The field ReceivingOptions.AnswerDeadline must be between 00:00:01 and 00:02:50.",
                "MaxConcurrent: The field ReceivingOptions.MaxConcurrent must be between 1 and 100000.",
                "TrustedProxies: Receiving:TrustedProxies must name networks like 203.0.113.0/24 or addresses, not 'caddy'.",
            ],
            Validate(options).Failures
        );
    }

    [Theory]
    [InlineData("127.0.0.1", null, null)]
    [InlineData("::1", null, null)]
    [InlineData("localhost", null, null)]
    [InlineData("0.0.0.0", "0123456789abcdef", null)]
    [InlineData("127.0.0.1", "short", "Key: Management:Key is too easy to guess; at least 16 characters.")]
    [InlineData(
        "example.com",
        null,
        "Address: Management:Address must be an address like 127.0.0.1 or 0.0.0.0, not 'example.com'."
    )]
    public void The_management_port_is_open_to_others_with_a_key_only(string address, string? key, string? failure)
    {
        var result = new ManagementOptionsValidator().Validate(
            null,
            new ManagementOptions { Address = address, Key = key }
        );

        Assert.Equal(failure, result.Failures?.Single());
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(ReceivingOptions options) =>
        new ReceivingOptionsValidator().Validate(null, options);
}
