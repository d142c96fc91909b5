using Microsoft.Extensions.Options;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Tests.Storage;

public sealed class JournalOptionsTests
{
    [Fact]
    public void The_defaults_are_valid()
    {
        var options = new JournalOptions();
        Assert.Equal(ValidateOptionsResult.Success, new JournalOptionsValidator().Validate(null, options));
        Assert.Equal("sqlite", options.Store);
        Assert.Equal(30, options.MessageDays);
        Assert.Equal(7, options.IdDays);
        Assert.Equal(64 << 20, options.SpoolBytes);
    }

    [Fact]
    public void Stores_that_are_not_there_are_refused()
    {
        var result = new JournalOptionsValidator().Validate(null, new JournalOptions { Store = "redis" });
        Assert.Equal(["Store: Journal:Store 'redis' is unknown. Write 'sqlite' or 'none'."], result.Failures);
    }

    [Theory]
    [InlineData(
        "none",
        "webhook_receiver",
        "ConnectionString: Journal:Store is none, but Journal:ConnectionString names a database. Remove one of both."
    )]
    [InlineData("sqlite", "a; DROP", "Schema: Journal:Schema: write lower-case letters, digits and underscores only.")]
    public void A_database_with_settings_that_contradict_it_is_refused(string store, string schema, string told)
    {
        var result = new JournalOptionsValidator().Validate(
            null,
            new JournalOptions
            {
                Store = store,
                Schema = schema,
                ConnectionString = "Host=db",
            }
        );
        Assert.Equal([told], result.Failures);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        var result = new JournalOptionsValidator().Validate(
            null,
            new JournalOptions
            {
                MessageDays = 0,
                IdDays = 366,
                SpoolBytes = 1,
            }
        );
        Assert.Equal(3, result.Failures!.Count());
    }
}
