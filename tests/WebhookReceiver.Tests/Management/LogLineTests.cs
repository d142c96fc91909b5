using System.Text;
using Serilog.Events;
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
    public void An_exception_cannot_forge_a_line_either()
    {
        var text = new StringBuilder();
        TextLine.Write(Event("x", new InvalidDataException("bad\n2026-03-01T11:00:00.000Z INF forged\u001b")), text);

        Assert.Equal(
            "2026-03-01T11:00:00.000Z INF said: x\n"
                + "    System.IO.InvalidDataException: bad\n"
                + "    2026-03-01T11:00:00.000Z INF forged\\u001b\n",
            text.ToString()
        );
    }

    [Fact]
    public void Json_is_one_ascii_object_a_line()
    {
        var text = new StringBuilder();
        JsonLine.Write(Event("a\nb\u202E", null), text);

        Assert.Equal(
            """{"@t":"2026-03-01T11:00:00Z","@l":"Information","@mt":"said: {Value}","Value":"a\nb\u202E"}""" + "\n",
            text.ToString()
        );
    }

    private static string Text(string value)
    {
        var text = new StringBuilder();
        TextLine.Write(Event(value, null), text);
        return text.ToString();
    }

    private static LogEvent Event(string value, Exception? exception) =>
        new(
            Noon,
            LogEventLevel.Information,
            exception,
            new MessageTemplateParser().Parse("said: {Value}"),
            [new LogEventProperty("Value", new ScalarValue(value))]
        );
}
