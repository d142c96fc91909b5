using System.CommandLine;
using System.Globalization;
using WebhookReceiver.Commands;
using WebhookReceiver.Tests.Commands;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Sending;

/// <summary>What <c>send</c> says about a file or options that order nothing.</summary>
public sealed class MailingFileTests : IDisposable
{
    private readonly JournalRig _rig = new();

    private TemporaryFolder Files => _rig.Folder;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(
        "name,town\nAnn,Cork\n",
        "people.csv:1: no column is called 'number'; there are name, town.\nNothing was sent."
    )]
    [InlineData("", "people.csv: the file is empty.\nNothing was sent.")]
    [InlineData("number\n", "Nothing was sent: people.csv has no row below its header.")]
    [InlineData(
        "number\n12\n",
        "people.csv:2: this is not a phone number that can be reached; write it with + and its country code\nNothing was sent. Fix these rows, or leave them out with --skip-bad."
    )]
    public async Task A_file_without_a_recipient_says_why(string people, string told)
    {
        var (code, output) = await MailAsync(people, "--text", "Hello");

        Assert.Equal((1, told), (code, output));
    }

    [Fact]
    public async Task A_value_of_a_column_that_is_not_there_is_named()
    {
        var (code, output) = await MailAsync(
            "number,name\n+447400123456,Ann\n",
            "--template",
            "XY1234",
            "--language",
            "en",
            "--value",
            "town"
        );

        Assert.Equal(
            (1, "people.csv:1: no column is called 'town'; there are number, name.\nNothing was sent."),
            (code, output)
        );
    }

    [Fact]
    public async Task Of_many_bad_rows_the_first_twenty_are_named_and_the_others_counted()
    {
        var rows = string.Concat(
            Enumerable.Range(10, 25).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}\n"))
        );

        var (code, output) = await MailAsync("number\n" + rows, "--text", "Hello");

        var lines = output.Split('\n');
        Assert.Equal(1, code);
        Assert.Equal(22, lines.Length);
        Assert.StartsWith("people.csv:21: ", lines[19], StringComparison.Ordinal);
        Assert.Equal("and 5 more", lines[20]);
    }

    [Theory]
    [InlineData("+447400123456\n", ".")]
    [InlineData("+447400123456\n+44 7400 123456\n", "; 1 row repeats a number.")]
    [InlineData("+447400123456\n+44 7400 123456\n00447400123456\n", "; 2 rows repeat a number.")]
    public async Task Rows_that_repeat_a_number_are_counted(string people, string told)
    {
        var (code, output) = await MailAsync("number\n" + people, "--text", "Hello", "--name", "autumn");

        Assert.Equal(0, code);
        Assert.StartsWith(
            $"Mailing autumn: 1 people, 0 of them queued before{told}\n",
            output,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "\n1 pending\nThe server keeps sending. Run the same command again to see the progress.",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var (code, output, _) = await Verb.RunAsync(Send(), "--csv", Files.PathOf("nobody.csv"), "--text", "Hello");

        Assert.Equal((1, $"There is no file {Files.PathOf("nobody.csv")}."), (code, output));
    }

    [Fact]
    public async Task Options_that_say_too_little_or_too_much_are_refused_with_what_to_write()
    {
        var nobody = await Verb.RunAsync(Send());
        var twice = await Verb.RunAsync(Send(), "+447400123456", "Hello", "--csv", "people.csv");
        var nothing = await Verb.RunAsync(Send(), "--csv", "people.csv");

        Assert.Equal(
            (2, "Say who gets the message: send +447400123456 \"Hello\", or send --csv people.csv --template XY1234."),
            (nobody.Code, nobody.Output)
        );
        Assert.Equal((2, "With --csv the file has the numbers; write the text as --text."), (twice.Code, twice.Output));
        Assert.Equal(
            (2, "Say what to send: --template XY1234, or --text \"Hello {name}\" where no template is needed."),
            (nothing.Code, nothing.Output)
        );
    }

    private async Task<(int Code, string Output)> MailAsync(string people, params string[] words)
    {
        Files.Write("people.csv", people);
        using var stop = new CancellationTokenSource();
        await using var output = new StoppingWriter(stop);
        var invocation = new InvocationConfiguration { Output = output, Error = new StringWriter() };
        var code = await Send()
            .Parse(["--csv", Files.PathOf("people.csv"), .. words])
            .InvokeAsync(invocation, stop.Token);
        return (code, output.ToString().TrimEnd().Replace(Files.Path + "/", "", StringComparison.Ordinal));
    }

    private Command Send() =>
        SendCommand.Create([
            $"--Journal:Folder={Path.GetDirectoryName(_rig.Paths.Database)}",
            "--Sending:Token=token-of-this-test",
            "--Sending:Application=8",
        ]);
}
