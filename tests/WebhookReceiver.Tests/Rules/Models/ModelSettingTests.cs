using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Tests.Rules.Models;

public sealed class ModelSettingTests
{
    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("https://api.openai.com/v1", "small", "sk-1", null)]
    [InlineData("http://localhost:11434/v1", "small", "sk-1", null)]
    [InlineData("http://ollama:11434/v1", "small", null, null)]
    [InlineData(
        "http://ollama:11434/v1",
        "small",
        "sk-1",
        "Address: Models:Address must be an https address, since the key travels in the request."
    )]
    [InlineData(
        "ftp://models.example/v1",
        "small",
        null,
        "Address: Models:Address must be an address such as https://api.openai.com/v1 or http://localhost:11434/v1, not 'ftp://models.example/v1'."
    )]
    [InlineData(
        "https://ann:secret@models.example/v1",
        "small",
        null,
        "Address: Models:Address has a name or a password in it. Set the key in Models:Key or Models:KeyFile."
    )]
    [InlineData(
        "https://models.example/v1",
        null,
        null,
        "Model: Models:Model is not set. Name the model as its server knows it."
    )]
    [InlineData(
        "https://models.example/v1",
        "small",
        "sk 1",
        "Key: Models:Key has a space or a character that no key has. Copy it again."
    )]
    [InlineData(
        null,
        "small",
        null,
        "Address: Models:Address is not set, so nobody would be asked. Set the address of the server, such as https://api.openai.com/v1, or take the other settings of Models out."
    )]
    public void A_wrong_setting_is_named(string? address, string? model, string? key, string? problem)
    {
        var options = new ModelsOptions
        {
            Address = address is null ? null : new Uri(address),
            Model = model,
            Key = key,
        };

        Assert.Equal(problem, new ModelsOptionsValidator().Validate(null, options).Failures?.Single());
    }

    [Fact]
    public void Every_number_has_its_range()
    {
        var options = new ModelsOptions
        {
            Time = TimeSpan.FromSeconds(10),
            LateTime = TimeSpan.FromHours(1),
            PerDay = -1,
            PerContact = -1,
            PassageCharacters = 1,
            AnswerTokens = 1,
        };

        Assert.Equal(
            [
                "Time: The field ModelsOptions.Time must be between 00:00:00.1000000 and 00:00:09.",
                "LateTime: The field ModelsOptions.LateTime must be between 00:00:00 and 00:02:00.",
                "PerDay: The field ModelsOptions.PerDay must be between 0 and 10000000.",
                "PerContact: The field ModelsOptions.PerContact must be between 0 and 100000.",
                "PassageCharacters: The field ModelsOptions.PassageCharacters must be between 500 and 200000.",
                "AnswerTokens: The field ModelsOptions.AnswerTokens must be between 50 and 100000.",
            ],
            new ModelsOptionsValidator().Validate(null, options).Failures
        );
    }

    [Fact]
    public void A_key_stands_in_a_file_or_in_the_setting()
    {
        using var folder = new TemporaryFolder();
        folder.Write("key", "sk-1\n");
        folder.Write("empty", "\n");
        var options = new ModelsOptions { Address = new Uri("https://models.example/v1"), Model = "small" };

        options.KeyFile = folder.PathOf("key");
        Assert.True(new ModelsOptionsValidator().Validate(null, options).Succeeded);
        Assert.Equal("sk-1", options.ReadKey());
        options.Key = "sk-2";
        Assert.Equal("Key: Models:Key and Models:KeyFile are both set. Keep one of them.", Problem(options));
        options.Key = null;
        options.KeyFile = folder.PathOf("empty");
        Assert.Equal("Key: Models:KeyFile names an empty file. Write the key into it.", Problem(options));
        options.KeyFile = folder.PathOf("none");
        Assert.Equal(
            $"Key: Models:KeyFile names a file that cannot be read: {options.KeyFile}. Write the key into it, readable for this program.",
            Problem(options)
        );
    }

    [Theory]
    [InlineData(
        "Models__Address",
        "models.example",
        "Models:Address must be an address such as https://api.openai.com/v1 or http://localhost:11434/v1, not 'models.example'."
    )]
    [InlineData("Models__Time", "00:01:00", "The field Models:Time must be between 00:00:00.1000000 and 00:00:09.")]
    [InlineData("Models__Modle", "small", "Models has no setting 'Modle'. appsettings.json lists all there are.")]
    public async Task A_wrong_setting_refuses_the_start_with_its_name(string name, string value, string told)
    {
        using var server = ServerProcess.Start([], (name, value));

        var (code, _, errors) = await server.EndAsync();

        Assert.Equal(1, code);
        Assert.Contains(told, errors, StringComparison.Ordinal);
    }

    private static string Problem(ModelsOptions options) =>
        new ModelsOptionsValidator().Validate(null, options).Failures!.Single();
}
