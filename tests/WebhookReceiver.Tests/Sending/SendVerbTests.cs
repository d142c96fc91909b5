using System.CommandLine;
using System.CommandLine.Completions;
using WebhookReceiver.Commands;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Tests.Commands;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Sending;

/// <summary>The verb as a person runs it, over a journal of its own and without a server.</summary>
public sealed class SendVerbTests : IDisposable
{
    private readonly JournalRig _rig = new();

    private string Folder => Path.GetDirectoryName(_rig.Paths.Database)!;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("--text", "Hello")]
    [InlineData("--channel", "10")]
    [InlineData("--media", "https://www.example.com/a.jpg")]
    [InlineData("--media", "https://www.example.com/a b.jpg?x=1")]
    [InlineData("--template", "XY1234", "--language", "en")]
    [InlineData("--template", "XY1234", "--language", "en", "--value", "Ann")]
    [InlineData("--template", "XY1234", "--language", "en", "--header", "Order")]
    [InlineData("--quote", "9000001")]
    [InlineData("--reference", "R1")]
    [InlineData("--at", "2099-01-31T09:00Z")]
    [InlineData("--at", "2099-01-31 09:00")]
    [InlineData("--until", "2099-01-31T09:00+01:00")]
    [InlineData("--until", "2099-01-31")]
    [InlineData("--if-failed", "3")]
    [InlineData("--channel", "SMS")]
    [InlineData("--at-least-once")]
    [InlineData("--wait", "0s")]
    [InlineData("--wait", "0")]
    [InlineData("--wait", "00:00:00")]
    public async Task Every_option_of_one_message_is_taken(params string[] words)
    {
        var (code, output, errors) = await SendAsync(["+447400123456", "Hello", .. words]);

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(": pending\n", output, StringComparison.Ordinal);
        Assert.Single(Ordered());
    }

    [Theory]
    [InlineData("--media", "https://www.example.com/a.jpg")]
    [InlineData("--template", "XY1234", "--language", "en")]
    [InlineData("--template", "XY1234", "--language", "en", "--value", "name", "--header", "order")]
    [InlineData("--text", "Hello", "--at", "2099-01-31T09:00Z")]
    [InlineData("--text", "Hello", "--until", "2099-01-31T09:00Z")]
    [InlineData("--text", "Hello", "--name", "autumn", "--skip-bad")]
    [InlineData("--text", "Hello", "--channel", "10", "--if-failed", "3", "--at-least-once")]
    public async Task Every_option_of_a_mailing_is_taken(params string[] words)
    {
        var (_, output, errors) = await MailAsync("number,name,order\n+447400123456,Ann,1\n", words);

        Assert.Equal("", errors);
        Assert.Contains(": 1 people, 0 of them queued before.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--media", "www.example.com/a.jpg", "media must be an https address")]
    [InlineData("--media", "http://www.example.com/a.jpg", "media must be an https address")]
    [InlineData("--media", "https://[", "'https://[' is not an address")]
    [InlineData("--at", "tomorrow", "'tomorrow' is not a time")]
    [InlineData("--until", "03/04/2099", "'03/04/2099' is not a time")]
    [InlineData("--wait", "soon", "'soon' is not a length of time")]
    [InlineData("--wait", "-00:01:00", "'-00:01:00' is not a length of time")]
    [InlineData("--at", "2020-01-01T00:00Z", "its time is over")]
    [InlineData("--until", "2020-01-01T00:00Z", "its time is over")]
    [InlineData("--template", "XY1234", "the template needs a language: name one, or set Sending:Language")]
    [InlineData(
        "--channel",
        "nope",
        "there is no channel 'nope'; write one of call, instagram, messenger, sms, whatsapp, "
    )]
    [InlineData("--channel", "''", "there is no channel '\'\''")]
    [InlineData("--if-failed", "fax", "there is no channel 'fax'")]
    public async Task A_value_that_cannot_be_used_is_refused_with_the_reason(string option, string value, string reason)
    {
        var (code, output, errors) = await SendAsync(["+447400123456", "Hello", option, value]);

        Assert.Equal(1, code);
        Assert.Contains(reason, output + errors, StringComparison.Ordinal);
        Assert.Empty(Ordered());
    }

    [Theory]
    [InlineData("it would expire before it is sent", "--at", "2099-02-01T09:00Z", "--until", "2099-01-31T09:00Z")]
    [InlineData("a reference has 1 to 64 letters, digits and signs, and no spaces", "--reference", "order 12")]
    public async Task What_contradicts_itself_is_refused_with_the_reason(string reason, params string[] words)
    {
        var (code, output, errors) = await SendAsync(["+447400123456", "Hello", .. words]);

        Assert.Equal((1, $"Not sent: {reason}.", ""), (code, output, errors));
        Assert.Empty(Ordered());
    }

    [Fact]
    public async Task Without_a_channel_it_is_not_known_how_to_send()
    {
        var (code, output, _) = await Verb.RunAsync(
            SendCommand.Create([$"--Journal:Folder={Folder}", "--Sending:Token=token-of-this-rig"]),
            "+447400123456",
            "Hello"
        );

        Assert.Equal((1, "Not sent: no channel is named; name one, or set Sending:Application."), (code, output));
        Assert.Empty(Ordered());
    }

    [Fact]
    public void Every_option_of_every_verb_reads_a_value_of_its_kind()
    {
        // A role is one of four words, which other tests read.
        var read = CommandLine
            .Verbs([])
            .Where(verb => verb.Name is not "key")
            .SelectMany(verb => WithAllBelow(verb))
            .Sum(ReadOptions);

        Assert.True(read > 30, $"{read}");
    }

    [Theory]
    [InlineData("B", "second", null)]
    [InlineData("A", "second", null)]
    [InlineData("B", "first", null)]
    [InlineData("A", "first", "--channel=3")]
    [InlineData("A", "first", "--media=https://www.example.com/a.jpg")]
    public async Task A_used_reference_with_another_recipient_or_content_is_refused(
        string to,
        string text,
        string? option
    )
    {
        await SendAsync([NumberOf("A"), "first", "--reference", "R9"]);

        var again = await SendAsync([
            NumberOf(to),
            text,
            "--reference",
            "R9",
            .. option is null ? Array.Empty<string>() : [option],
        ]);

        Assert.Equal(1, again.Code);
        Assert.Contains(
            "Not sent: the reference R9 belongs to a message with another recipient or content",
            again.Output,
            StringComparison.Ordinal
        );
        Assert.Single(Ordered());
    }

    [Theory]
    [InlineData("+447400123456")]
    [InlineData("+44 7400 123456")]
    [InlineData("0044 7400 123456")]
    public async Task The_same_under_the_same_reference_is_told_as_ordered_before(string number)
    {
        await SendAsync([NumberOf("A"), "first", "--reference", "R9"]);

        var again = await SendAsync([number, "first", "--reference", "R9"]);

        Assert.Equal(0, again.Code);
        Assert.Contains("R9 was queued before; nothing new is sent.\n", again.Output, StringComparison.Ordinal);
        Assert.Single(Ordered());
    }

    [Fact]
    public async Task A_used_name_with_another_text_is_refused_before_anything_is_sent()
    {
        await MailAsync("number,name\n+447400123456,Ann\n", "--text", "Hello {name}", "--name", "autumn");

        var (code, output, _) = await MailAsync(
            "number,name\n+447400123457,Bob\n+447400123456,Ann\n",
            "--text",
            "Goodbye {name}",
            "--name",
            "autumn"
        );

        Assert.Equal(1, code);
        Assert.Matches(
            "^Nothing was sent. The name autumn belongs to a mailing with another text or other values: see outbox show wm[0-9a-f]{20}. Choose another --name.$",
            output
        );
        Assert.Single(Ordered());
    }

    [Fact]
    public async Task A_mailing_has_a_name_and_no_reference()
    {
        var (code, output, _) = await MailAsync("number\n+447400123456\n", "--text", "Hello", "--reference", "R1");

        Assert.Equal((2, "With --csv the mailing has a name: write --name in place of --reference."), (code, output));
        Assert.Empty(Ordered());
    }

    [Theory]
    [InlineData("Hello {name}, {nam}", "no column is called 'nam'; there are {number}, {name}")]
    [InlineData("Hello {}", "no column is called ''; there are {number}, {name}")]
    [InlineData("Hello {{first name}}", "no column is called 'first name'; there are {number}, {name}")]
    [InlineData("Hello {name", "a brace '{' stands alone")]
    [InlineData("Hello name}", "a brace '}' stands alone")]
    public async Task A_text_that_names_no_column_is_refused_before_anything_is_sent(string text, string reason)
    {
        var (code, output, _) = await MailAsync("number,name\n+447400123456,Ann\n", "--text", text);

        Assert.Equal(1, code);
        Assert.StartsWith($"--text: {reason}", output, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was sent.", output, StringComparison.Ordinal);
        Assert.Empty(Ordered());
    }

    [Theory]
    [InlineData("Hello {name}!", "Hello Ann {x}!")]
    [InlineData("Hello { Name }!", "Hello Ann {x}!")]
    [InlineData("Hello {{ name }}!", "Hello Ann {x}!")]
    [InlineData("{name}{NAME}", "Ann {x}Ann {x}")]
    public async Task A_column_fills_the_text_however_its_braces_are_written(string text, string expected)
    {
        await MailAsync("number,name\n+447400123456,Ann {x}\n", "--text", text);

        Assert.Equal(expected, FollowUpMessage.Read(Assert.Single(Ordered()).Body).Text);
    }

    [Theory]
    [InlineData("Refused", "HTTP 1", 1)]
    [InlineData("Unknown", "the connection broke", 1)]
    [InlineData("Dead", "its time was over", 1)]
    [InlineData("Failed", null, 1)]
    [InlineData("Accepted", null, 0)]
    [InlineData("Delivered", null, 0)]
    public async Task A_mailing_that_reached_nobody_for_sure_says_why_and_fails(
        string word,
        string? reason,
        int expected
    )
    {
        var state = Enum.Parse<OutboxState>(word);
        string[] words = ["--text", "Hello", "--name", "autumn"];
        const string people = "number\n+447400123456\n+447400123457\n";
        await MailAsync(people, words);
        await SettleAsync(state, reason);

        var (code, output, _) = await MailAsync(people, words);

        Assert.Equal(expected, code);
        if (expected > 0)
        {
            Assert.Contains(
                $"\n2 {state.Word()}: {reason ?? "no reason is known"}\n2 {state.Word()}",
                output,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Without_a_server_on_the_folder_the_verb_says_so_at_once()
    {
        var alone = await MailAsync("number\n+447400123456\n", "--text", "Hello");
        using (var owned = DataFolder.Open(Folder))
        {
            var served = await MailAsync("number\n+447400123456\n", "--text", "Hello");
            Assert.DoesNotContain("No server uses", served.Output, StringComparison.Ordinal);
        }

        Assert.Contains($"No server uses the data folder {Folder}. ", alone.Output, StringComparison.Ordinal);
        var one = await SendAsync(["+447400123456", "Hello"]);
        Assert.Contains($"No server uses the data folder {Folder}. ", one.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bot.example.com")]
    [InlineData("http://bot.example.com")]
    [InlineData("ftp://bot.example.com")]
    [InlineData("https://bot.example.com/?a=b")]
    [InlineData("https://bot.example.com/#a")]
    [InlineData("https://me:secret@bot.example.com/")]
    [InlineData("https://bot.example.com/webhook")]
    [InlineData("localhost:8080")]
    public async Task An_address_that_makes_no_safe_url_is_refused_by_name(string address)
    {
        var (code, output, errors) = await Verb.RunAsync(
            UrlCommand.Create([$"--Journal:Folder={Folder}", $"--Receiving:PublicUrl={address}"])
        );

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Receiving:PublicUrl must be an address like", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://bot.example.com", "https://bot.example.com/webhook?key=")]
    [InlineData("https://bot.example.com/wa/", "https://bot.example.com/wa/webhook?key=")]
    [InlineData("http://localhost:8080", "http://localhost:8080/webhook?key=")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/webhook?key=")]
    public async Task The_url_is_printed_for_https_and_for_this_machine(string address, string expected)
    {
        var (code, output, _) = await Verb.RunAsync(
            UrlCommand.Create([$"--Journal:Folder={Folder}", $"--Receiving:PublicUrl={address}"])
        );

        Assert.Equal(0, code);
        Assert.StartsWith($"messages  {expected}", output, StringComparison.Ordinal);
    }

    private IReadOnlyList<OutboxEntry> Ordered()
    {
        using var outbox = OutboxFile.Open(_rig.Paths.Database);
        return outbox.List(new OutboxQuery());
    }

    [Theory]
    [InlineData("2012345", "20123 45")]
    [InlineData("6100055", "6100055")]
    [InlineData("999123456789", "+999 123 456 789")]
    public async Task A_number_that_wrote_before_is_taken_as_written(string wrote, string written)
    {
        var before = await SendAsync([written, "Hello"]);
        await _rig.DeliverAsync(_rig.Message("id-1", "hi", wrote));

        var after = await SendAsync([written, "Hello"]);

        Assert.Equal((1, 0), (before.Code, after.Code));
        Assert.Equal(wrote, Assert.Single(Ordered()).Contact.Sender);
    }

    private static string NumberOf(string name) => name == "A" ? "+447400123456" : "+447400123457";

    private static IEnumerable<Command> WithAllBelow(Command verb) =>
        verb.Subcommands.SelectMany(WithAllBelow).Append(verb);

    private static int ReadOptions(Command verb)
    {
        foreach (var option in verb.Options)
        {
            var value = ValueOf(option);
            string[] words = value is null ? [option.Name] : [option.Name, value];
            var parsed = verb.Parse(words);
            Assert.Empty(parsed.GetResult(option)!.Errors);
            Assert.NotNull(parsed.GetResult(option)!.GetValueOrDefault<object>());
        }

        return verb.Options.Count;
    }

    private static string? ValueOf(Option option) =>
        (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) switch
        {
            var kind when kind == typeof(bool) => null,
            var kind when kind == typeof(int) => "3",
            var kind when kind == typeof(Uri) => "https://www.example.com/a.jpg",
            var kind when kind == typeof(DateTimeOffset) => "2027-01-31T09:00Z",
            var kind when kind == typeof(TimeSpan) => "5s",
            var kind when kind == typeof(OutboxState) => "dead",
            _ => option.GetCompletions(CompletionContext.Empty).FirstOrDefault()?.Label ?? "word",
        };

    private Task<(int Code, string Output, string Errors)> SendAsync(string[] words) =>
        Verb.RunAsync(Send(), words.Contains("--wait") ? words : [.. words, "--wait", "0s"]);

    /// <summary>Stopped before the first look, as Ctrl+C does it: the row is ordered, and the verb says how far it is.</summary>
    private async Task<(int Code, string Output, string Errors)> MailAsync(string people, params string[] words)
    {
        _rig.Folder.Write("people.csv", people);
        using var stop = new CancellationTokenSource();
        await using var output = new StoppingWriter(stop);
        var invocation = new InvocationConfiguration { Output = output, Error = new StringWriter() };
        var code = await Send()
            .Parse(["--csv", _rig.Folder.PathOf("people.csv"), .. words])
            .InvokeAsync(invocation, stop.Token);
        return (code, invocation.Output.ToString()!.TrimEnd(), invocation.Error.ToString()!.TrimEnd());
    }

    private Command Send() =>
        SendCommand.Create([
            $"--Journal:Folder={Folder}",
            "--Sending:Token=token-of-this-rig",
            "--Sending:Application=8",
        ]);

    private async Task SettleAsync(OutboxState state, string? reason)
    {
        var outbox = _rig.Journal.Outbox;
        var now = TimeProvider.System.GetUtcNow();
        var taken = await outbox.TakeDueAsync(now, 10);
        await outbox.ChangeAllAsync([
            .. taken.Select(entry => new OutboxChange(entry.Reference, state, now) { Detail = reason }),
        ]);
    }
}
