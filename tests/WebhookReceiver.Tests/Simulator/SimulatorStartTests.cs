using PickyAssist.Simulator.Commands;

namespace WebhookReceiver.Tests.Simulator;

public sealed class SimulatorStartTests
{
    [Theory]
    [InlineData("Platform:SpeedUp=0", "Cannot start. The field Platform:SpeedUp must be between 1 and 100000.\n")]
    [InlineData(
        "Platform:Address=here",
        "Cannot start. Platform:Address must be an address like 127.0.0.1 or 0.0.0.0, not 'here'.\n"
    )]
    [InlineData("Calling:Style=xml", "Cannot start. Calling:Style must be json or query.\n")]
    public async Task A_setting_that_cannot_be_is_named(string setting, string error)
    {
        await using var errors = new StringWriter { NewLine = "\n" };

        var code = await PickyAssist.Simulator.Program.RunAsync([$"--{setting}", "--port", "0"], errors);

        Assert.Equal((1, error), (code, errors.ToString()));
    }

    [Fact]
    public async Task A_setting_that_is_not_there_is_named()
    {
        await using var errors = new StringWriter { NewLine = "\n" };

        var code = await PickyAssist.Simulator.Program.RunAsync(["--Calling:Webhok=http://localhost/"], errors);

        Assert.Equal(1, code);
        Assert.Contains("'Webhok'", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_short_names_are_settings()
    {
        string[] settings = [];

        await CommandLine.RunAsync(
            ["--webhook", "http://localhost/w", "--speed-up=60", "--log", "p.jsonl", "--Pushing:Balance=1"],
            given =>
            {
                settings = given;
                return Task.CompletedTask;
            }
        );

        Assert.Equal(
            [
                "--Pushing:Balance=1",
                "--Calling:Webhook=http://localhost/w",
                "--Platform:SpeedUp=60",
                "--Platform:Log=p.jsonl",
            ],
            settings
        );
    }

    [Fact]
    public async Task An_unknown_word_starts_nothing()
    {
        var (code, _, errors) = await SimulatorCommand.RunAsync("serv");

        Assert.Equal(2, code);
        Assert.Contains("'serv'", errors, StringComparison.Ordinal);
    }
}
