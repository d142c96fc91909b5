using System.Text;
using System.Text.Json;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Replying;

/// <summary>A text beyond a channel's limit is cut between two visible characters.</summary>
public sealed class TextLimitTests
{
    private static readonly TextLimits Short = TextLimits.Known.With(
        new Dictionary<string, int>(StringComparer.Ordinal) { ["3"] = 10 }
    );

    [Theory]
    [InlineData("0123456789", "0123456789")]
    [InlineData("01234567890", "012345678…")]
    [InlineData("01234567 and more", "01234567…")] // no blank before the mark
    [InlineData("01234567👍🏽9", "01234567…")] // a thumb and its colour stay together
    [InlineData("01234👨‍👩‍👧 family", "01234…")]
    [InlineData("012345🇮🇪🇬🇧", "012345…")]
    [InlineData("01234567e\u0301\u0302 x", "01234567…")]
    [InlineData("नमस्ते दुनिया", "नमस्ते दु…")]
    [InlineData("ab\r\ncdefgh\r\nxyz", "ab\r\ncdefg…")]
    public void A_text_is_cut_on_the_border_of_a_character(string text, string expected)
    {
        Assert.Equal(expected, Short.Cut(text, "3"));
        Assert.True(Short.Cut(text, "3").Length <= 10);
        Assert.Equal(text, Short.Cut(text, "5"));
    }

    [Fact]
    public void A_character_of_a_thousand_marks_is_cut_too_and_never_inside_a_pair()
    {
        var zalgo = "a" + new string('\u0301', 1_000);

        Assert.Equal(10, Short.Cut(zalgo, "3").Length);
        Assert.Equal("👍🏽👍🏽…", Short.Cut("👍🏽👍🏽👍🏽", "3"));
        // The ninth unit is the first half of a mark.
        var pair = "a" + new string('\u0301', 7) + "\U0001F3FD" + new string('\u0301', 5);
        Assert.Equal("a" + new string('\u0301', 7) + "…", Short.Cut(pair, "3"));
        var family = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 1)) + "x";
        Assert.True(Short.Cut(family, "3").Length <= 10);
        Assert.All(Short.Cut(family, "3").EnumerateRunes(), rune => Assert.NotEqual(Rune.ReplacementChar, rune));
    }

    [Theory]
    [InlineData("8", 4_000)]
    [InlineData("101", 4_000)]
    [InlineData("3", 200)]
    [InlineData("5", 5_000)] // nothing is known of it
    public async Task Every_channel_gets_what_it_carries(string channel, int expected)
    {
        var build = RuleSamples.Build(
            $$$"""
            settings: { limits: { sms: 200 } }
            rules:
              - { id: constant, when: constant, reply: "{{{new string('a', 5_000)}}}" }
              - { id: filled, when: filled, reply: "{{ text }}{{{new string('b', 4_994)}}}" }
            """
        );
        Assert.Equal(
            "(Warning) shop.yaml:3:5: rule 'constant': the reply has 5000 characters, and a channel carries 200: it is cut there. "
                + "Shorten it, or say what the channel carries under 'settings: limits:'.\n",
            RuleSamples.Told(build)
        );

        foreach (var text in new[] { "constant", "filled" })
        {
            var decision = await DecideAsync(build.RuleSet, text, channel);
            Assert.Equal(expected, decision.Reply?.Text?.Length);
            using var json = JsonDocument.Parse(decision.Body);
            Assert.Equal(decision.Reply?.Text, json.RootElement.GetProperty("message-out").GetString());
            Assert.Equal(expected < 5_000 ? [RuleFaultKind.TooLong] : [], decision.Faults.Select(fault => fault.Kind));
        }
    }

    private static async Task<Decision> DecideAsync(RuleSet ruleSet, string text, string channel)
    {
        var message = new IncomingMessage
        {
            Sender = "15550100001",
            Text = text,
            Channel = channel,
        };
        return await ruleSet.DecideAsync(message, TestContext.Current.CancellationToken);
    }
}
