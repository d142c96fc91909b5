using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;
using WebhookReceiver.Management;

namespace WebhookReceiver.Tests.Management;

public sealed class LogLineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void A_plain_word_stands_as_it_is() =>
        Assert.Equal("2026-03-01T11:00:00.000Z INF said: hours.yaml:3\n", Text("hours.yaml:3"));

    [Theory]
    [InlineData("two words", "\"two words\"")]
    [InlineData("", "\"\"")]
    [InlineData("a\r\n2026-03-01 INF forged", "\"a\\u000d\\u000a2026-03-01 INF forged\"")]
    [InlineData("\u001b[31mred", "\"\\u001b[31mred\"")]
    [InlineData("a\u202Eb\u200Bc\uFEFFd\u2028e", "\"a\\u202eb\\u200bc\\ufeffd\\u2028e\"")]
    [InlineData("quote\" and \\", "\"quote\\u0022 and \\u005c\"")]
    [InlineData("grüß dich 👋", "\"grüß dich 👋\"")]
    public void What_strangers_wrote_cannot_pass_for_ours(string value, string expected) =>
        Assert.Equal($"2026-03-01T11:00:00.000Z INF said: {expected}\n", Text(value));

    [Fact]
    public void A_long_value_is_cut()
    {
        var expected = $"2026-03-01T11:00:00.000Z INF said: \"{new string('x', 256)}…\"\n";

        Assert.Equal(expected, Text(new string('x', 1_000_000)));
    }

    [Fact]
    public void The_time_is_cut_to_the_millisecond_and_the_level_is_three_letters()
    {
        var late = Noon + TimeSpan.FromTicks(9_999_999);
        var line = Line(new TextLineFormatter(), Event("x", null, late, LogEventLevel.Fatal));

        Assert.Equal("2026-03-01T11:00:00.999Z FTL said: x\n", line);
    }

    [Fact]
    public void An_exception_cannot_forge_a_line_either()
    {
        var exception = new InvalidDataException("bad\n2026-03-01T11:00:00.000Z INF forged\u001b");

        Assert.Equal(
            "2026-03-01T11:00:00.000Z INF said: x\n"
                + "    System.IO.InvalidDataException: bad\n"
                + "    2026-03-01T11:00:00.000Z INF forged\\u001b\n",
            Line(new TextLineFormatter(), Event("x", exception))
        );
    }

    [Fact]
    public void Json_is_one_ascii_object_a_line() =>
        Assert.Equal(
            """{"@t":"2026-03-01T11:00:00Z","@l":"Information","@mt":"said: {Value}","Value":"a\nb\u202E"}""" + "\n",
            Line(new JsonLineFormatter(), Event("a\nb\u202E", null))
        );

    [Fact]
    public void Json_has_the_exception_and_no_long_value()
    {
        var exception = new InvalidDataException("bad\nday");

        Assert.Equal(
            $$"""{"@t":"2026-03-01T11:00:00Z","@l":"Information","@mt":"said: {Value}","@x":"System.IO.InvalidDataException: bad\nday","Value":"{{new string(
                'x',
                256
            )}}"}"""
                + "\n",
            Line(new JsonLineFormatter(), Event(new string('x', 1_000), exception))
        );
    }

    [Theory]
    [InlineData(
        "text",
        """^20[0-9-]{8}T[0-9:.]{12}Z INF answered: reply by hours, channel [0-9a-f]{16}, Text from [0-9a-f]{16}, [0-9]+\.[0-9]{3} ms, rules [0-9a-f]{12}$"""
    )]
    [InlineData(
        "json",
        """^{"@t":"20[0-9-]{8}T[0-9:.]+Z","@l":"Information","@mt":"answered: {Outcome} by {Rule}, channel {Channel}, {Kind} from {Contact}, {Elapsed:0\.000} ms, rules {Version}","Outcome":"reply","Rule":"hours","Channel":"[0-9a-f]{16}","Kind":"Text","Contact":"[0-9a-f]{16}","Elapsed":[0-9.]+,"Version":"[0-9a-f]{12}","SourceContext":"WebhookReceiver\.Receiving\.AnswerLog"}$"""
    )]
    public async Task The_line_of_a_message_keeps_its_bytes(string format, string expected)
    {
        var app = new WebhookApp(("a.yaml", "rules:\n  - { id: hours, when: hours, reply: Nine to five. }\n"));
        await using (app.With("Logging:Format", format))
        {
            using var response = await app.PostAsync(
                WebhookApp
                    .Payload("hours")
                    .Replace("\"application\":8", "\"application\":\"a\\u202eb\\r\\nc\"", StringComparison.Ordinal)
            );
        }

        var lines = app.Output.Split('\n').Where(line => line.Contains("answered: ", StringComparison.Ordinal));
        Assert.Matches(expected, Assert.Single(lines));
    }

    private static string Text(string value) => Line(new TextLineFormatter(), Event(value, null));

    private static string Line(ITextFormatter formatter, LogEvent logEvent)
    {
        using var text = new StringWriter();
        formatter.Format(logEvent, text);
        return text.ToString();
    }

    private static LogEvent Event(string value, Exception? exception) =>
        Event(value, exception, Noon, LogEventLevel.Information);

    private static LogEvent Event(string value, Exception? exception, DateTimeOffset at, LogEventLevel level) =>
        new(
            at,
            level,
            exception,
            new MessageTemplateParser().Parse("said: {Value}"),
            [new LogEventProperty("Value", new ScalarValue(value))]
        );
}
