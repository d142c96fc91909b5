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
    [InlineData("", null)]
    [InlineData("0123456789abcdef", null)]
    [InlineData("a", "is too easy to guess; at least 16 characters.")]
    [InlineData("0123456789abcde", "is too easy to guess; at least 16 characters.")]
    [InlineData("                    ", "is too easy to guess; at least 16 characters.")]
    [InlineData(
        "\t\u00a0\t\u00a0\t\u00a0\t\u00a0\t\u00a0\t\u00a0\t\u00a0\t\u00a0\t\u00a0",
        "is too easy to guess; at least 16 characters."
    )]
    [InlineData("short             ", "is too easy to guess; at least 16 characters.")]
    public void Keys_that_can_be_guessed_are_named_and_an_empty_one_is_none(string key, string? fault)
    {
        var receiving = new ReceivingOptions();
        receiving.Keys.Add("key-of-the-fixture-0");
        receiving.Keys.Add(key);
        var management = new ManagementOptionsValidator().Validate(null, new ManagementOptions { Key = key });

        Assert.Equal(fault is null ? null : $"Keys: Receiving:Keys:1 {fault}", Validate(receiving).Failures?.Single());
        Assert.Equal(fault is null ? null : $"Key: Management:Key {fault}", management.Failures?.Single());
    }

    [Fact]
    public void A_key_longer_than_what_is_looked_at_is_named() =>
        Assert.Equal(
            "Key: Management:Key is too long; at most 512 characters.",
            new ManagementOptionsValidator()
                .Validate(null, new ManagementOptions { Key = new string('x', 513) })
                .Failures?.Single()
        );

    [Theory]
    [InlineData("bot.example.com", true)]
    [InlineData("bücher.example", true)]
    [InlineData("10.0.0.7", true)]
    [InlineData("[::1]", true)]
    [InlineData("https://bot.example.com", false)]
    [InlineData("bot.example.com:8081", false)]
    [InlineData("bot.example.com/", false)]
    [InlineData("*.example.com", false)]
    [InlineData("*", false)]
    [InlineData("", false)]
    public void Hosts_are_names_without_scheme_and_port(string host, bool isGood)
    {
        var options = new ManagementOptions();
        options.Hosts.Add(host);

        Assert.Equal(
            isGood
                ? null
                : $"Hosts: Management:Hosts must name hosts like bot.example.com, without scheme and port, not '{host}'.",
            new ManagementOptionsValidator().Validate(null, options).Failures?.Single()
        );
    }

    [Fact]
    public void Every_wrong_key_of_the_management_port_is_named()
    {
        var hash = new string('a', 64);
        var options = new ManagementOptions { Address = "0.0.0.0" };
        foreach (
            var (name, role, digest) in new (string?, string?, string?)[]
            {
                ("ann", "viewer", hash),
                ("Ann", "boss", hash.ToUpperInvariant()),
                (null, "4", "the-key-itself-0123456789"),
            }
        )
        {
            options.Keys.Add(
                new ManagementKeyOptions
                {
                    Name = name,
                    Role = role,
                    Hash = digest,
                }
            );
        }

        Assert.Equal(
            [
                "Keys: Management:Keys:1:Name 'Ann' is also the name of another key.",
                "Keys: Management:Keys:1:Role must be one of viewer, answerer, owner, operator, not 'boss'.",
                "Keys: Management:Keys:1:Hash is also the hash of another key.",
                "Keys: Management:Keys:2:Name must name the holder of the key, in at most 64 letters, digits, '-', '_', '.' and spaces.",
                "Keys: Management:Keys:2:Role must be one of viewer, answerer, owner, operator, not '4'.",
                "Keys: Management:Keys:2:Hash must be the 64 hexadecimal digits that 'WebhookReceiver key new' prints; the key itself does not belong here.",
            ],
            new ManagementOptionsValidator().Validate(null, options).Failures
        );
    }

    [Theory]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b")]
    public void The_hash_of_an_unset_variable_is_no_management_key(string hash)
    {
        var options = new ManagementOptions();
        options.Keys.Add(
            new ManagementKeyOptions
            {
                Name = "ann",
                Role = "viewer",
                Hash = hash,
            }
        );

        Assert.Equal(
            [
                "Keys: Management:Keys:0:Hash is the SHA-256 of an empty text, so the key was not set when it was made; make a key with: WebhookReceiver key new",
            ],
            new ManagementOptionsValidator().Validate(null, options).Failures
        );
    }

    [Fact]
    public void An_empty_key_is_never_the_right_one() =>
        Assert.False(WebhookKeyVerifier.IsKey("", WebhookKeyVerifier.DigestOf("")));

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
