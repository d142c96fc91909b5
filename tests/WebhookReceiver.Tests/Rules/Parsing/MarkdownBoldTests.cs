using WebhookReceiver.Rules;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>Bold text of a page of answers goes out as messengers have it.</summary>
public sealed class MarkdownBoldTests
{
    [Theory]
    [InlineData("We are **open**.", "We are *open*.")]
    [InlineData("We are __open__.", "We are *open*.")]
    [InlineData("**Mon** and **Tue**", "*Mon* and *Tue*")]
    [InlineData("***All*** days", "*_All_* days")]
    [InlineData("**Hi {{ text }}**", "*Hi hours*")]
    [InlineData("*bold* _italic_ ~strike~", "*bold* _italic_ ~strike~")]
    [InlineData("* Mon\n* Tue **9-5**", "* Mon\n* Tue *9-5*")]
    [InlineData("2 ** 3 and **", "2 ** 3 and **")]
    [InlineData("Write `**x**` or **x**", "Write `**x**` or *x*")]
    [InlineData("```\n**x**\n```\n**x**", "```\n**x**\n```\n*x*")]
    [InlineData("{% raw %}**x**{% endraw %}", "**x**")]
    public async Task Two_stars_become_one(string body, string said)
    {
        var build = RuleSamples.Build(RuleSamples.File("answers.md", $"# hours\n\n{body}\n"));

        Assert.Equal("", RuleSamples.Told(build));
        var message = Conversations.Talk.Message("hours");
        var decision = await build.RuleSet.DecideAsync(message, TestContext.Current.CancellationToken);
        Assert.Equal(said, decision.Reply!.Text);
    }

    [Fact]
    public void Other_markup_and_mistakes_are_told_at_their_place() =>
        Assert.Equal(
            """
            answers.md:4:21: rule 'answers-1': unknown variable 'nmae'. Did you mean 'name'?
            (Note) answers.md:3:18: rule 'answers-1': this goes out to customers as it stands: '[the menu](https://example.com)'. Write: **Mon** 9-5, see the menu: https://example.com

            """,
            string.Join(
                '\n',
                RuleSamples
                    .Told(
                        RuleSamples.Build(
                            RuleSamples.File(
                                "answers.md",
                                "# hours\n\n**Mon** 9-5, see [the menu](https://example.com)\n**Tue** for you, {{ nmae }}\n"
                            )
                        )
                    )
                    .Split('\n')
                    .Order(StringComparer.Ordinal)
                    .Where(line => line.Length > 0)
                    .OrderBy(line => line[0] == '(')
            ) + "\n"
        );
}
