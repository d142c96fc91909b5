namespace WebhookReceiver.Tests.Simulator;

public sealed class ConversationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_conversation_that_goes_as_written_is_good()
    {
        await using var peer = await Peer.StartAsync(
            (200, """{"message-out":"Good morning!\nHow are you?"}"""),
            (200, """{"message-out":"We open at 8.","delay":"5","media-url":"https://files.example.net/p.jpg"}"""),
            (200, "{}"),
            (200, """{"message-out":"Yes?"}""")
        );

        var (code, output) = await PlayAsync(
            peer,
            """
            name: Ann
            steps:
              - say: hi
                answer: |
                  Good morning!
                  How are you?
              - say: when do you open?
                has: [open, "8"]
                delay: 5
                answer-media: https://files.example.net/p.jpg
              - location: { lat: 51.9, long: -8.47, name: Shop }
                silent: true
              - tap: { button: yes-1, label: "Yes" }
                channel: 121
            """
        );

        Assert.Equal((0, "4 steps, 0 different\n"), (code, output));
        var bodies = await peer.BodiesAsync(4);
        Assert.Contains("\"application\":\"8\"", bodies[0], StringComparison.Ordinal);
        Assert.Contains(
            "\"Location\":{\"lat\":51.9,\"long\":-8.47,\"name\":\"Shop\"",
            bodies[2],
            StringComparison.Ordinal
        );
        Assert.Contains("\"interactive\":{\"type\":2,\"id\":\"yes-1\"", bodies[3], StringComparison.Ordinal);
        Assert.Contains("\"application\":121", bodies[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_may_happen_in_a_group()
    {
        await using var peer = await Peer.StartAsync((200, "{}"));

        var (code, output) = await PlayAsync(
            peer,
            """
            channel: 10
            steps:
              - { say: hi, group: { id: 1203, name: Book club, mentions: ["447700900999"] }, silent: true }
            """
        );

        Assert.Equal((0, "1 step, 0 different\n"), (code, output));
        Assert.EndsWith(
            "\"group-id\":\"1203\",\"group-mentions\":[\"447700900999\"]}",
            (await peer.BodiesAsync(1))[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_differs_is_shown_line_by_line()
    {
        await using var peer = await Peer.StartAsync(
            (200, """{"message-out":"Good morning!\nHow is it going?\nBye"}"""),
            (200, """{"message-out":"anything"}"""),
            (200, "{}"),
            (500, ""),
            (200, "<html>"),
            (200, """{"message-out":"We open at 9.","delay":3}""")
        );

        var (code, output) = await PlayAsync(
            peer,
            """
            steps:
              - say: hi
                answer: |
                  Good morning!
                  How are you?
                  Bye
              - say: sh!
                silent: true
              - say: are you there?
                answer: Yes.
              - say: hello?
                answer: Yes.
              - say: hello??
                has: Yes
              - say: when?
                has: [open, "8"]
                delay: 2
            """
        );

        Assert.Equal(1, code);
        Assert.Equal(
            """
            talk.yaml:2: Ann says: hi
                Good morning!
              - How are you?
              + How is it going?
                Bye
            talk.yaml:7: Ann says: sh!
              - (silence)
              + anything
            talk.yaml:9: Ann says: are you there?
              - Yes.
              + (silence)
            talk.yaml:11: Ann says: hello?
              - Yes.
              + (HTTP 500 instead of 200)
            talk.yaml:13: Ann says: hello??
              - (a text with: Yes)
              + (The answer is not JSON; no reply is sent.)
            talk.yaml:15: Ann says: when?
              - (after 2 s)
              - (a text with: open)
              - (a text with: 8)
              + (after 3 s)
              + We open at 9.
            6 steps, 6 different

            """.ReplaceLineEndings("\n"),
            output
        );
    }

    [Fact]
    public async Task A_script_with_mistakes_is_not_played_and_all_of_them_are_told()
    {
        await using var peer = await Peer.StartAsync();

        var (code, output) = await PlayAsync(
            peer,
            """
            chanel: 8
            steps:
              - answer: nothing was said
              - say: hi
                anser: Good morning!
              - say: hi
                silent: perhaps
              - say: hi
                silent: true
                answer: both
              - tap: { label: "Yes" }
              - location: { lat: north, long: 1 }
              - hi
            """
        );

        Assert.Equal(2, code);
        Assert.Equal(
            """
            talk.yaml:1: Unknown key 'chanel'. Known here: customer, name, channel, steps.
            talk.yaml:3: This step does nothing. Write one of say, media, location, contact, tap.
            talk.yaml:5: Unknown key 'anser'. Known here: say, media, location, contact, tap, customer, name, channel, group, answer, has, silent, answer-media, delay.
            talk.yaml:7: 'silent' is true or false, not 'perhaps'.
            talk.yaml:8: An answer cannot be silent and have a text. Leave one of them out.
            talk.yaml:11: A tap names one of button, list and template with the reference of the choice.
            talk.yaml:12: 'lat' is a number, not 'north'.
            talk.yaml:12: A location has a lat and a long.
            talk.yaml:13: A step has keys. Write, for example: - say: hi

            """.ReplaceLineEndings("\n"),
            output
        );
        Assert.Empty(await peer.BodiesAsync(0));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var (code, output, _) = await SimulatorCommand.RunAsync(
            "conversation",
            "nowhere.yaml",
            "--url",
            "http://127.0.0.1:1/"
        );

        Assert.Equal((2, "There is no file 'nowhere.yaml'.\n"), (code, output));
    }

    private async Task<(int Code, string Output)> PlayAsync(Peer peer, string script)
    {
        _folder.Write("talk.yaml", script);
        var (code, output, _) = await SimulatorCommand.RunAsync(
            "conversation",
            _folder.PathOf("talk.yaml"),
            "--url",
            peer.Url
        );
        return (code, output.Replace(_folder.PathOf("talk.yaml"), "talk.yaml", StringComparison.Ordinal));
    }
}
