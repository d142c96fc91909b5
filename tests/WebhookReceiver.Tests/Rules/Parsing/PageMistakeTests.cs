using WebhookReceiver.Tests.Commands;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>A page of answers with text before its first heading: nobody would get it.</summary>
public sealed class PageMistakeTests
{
    private const string Fix =
        "this text stands before the first heading, so nobody gets it. Write a heading above it, such as '# about us', or make it a comment: <!-- for us -->";

    [Theory]
    [InlineData(
        "We are a bakery.\n\n# parking\n\nBehind the house.\n",
        "answers.md:1:1: error: " + Fix,
        "# about us\n\nWe are a bakery.\n\n# parking\n\nBehind the house.\n",
        2
    )]
    [InlineData(
        "\n\n  We are a bakery.\nSince 1900.\n# parking\nBehind the house.\n",
        "answers.md:3:3: error: " + Fix,
        "<!-- We are a bakery.\nSince 1900. -->\n# parking\nBehind the house.\n",
        1
    )]
    [InlineData(
        "> Where can I park?\n\n# parking\nBehind the house.\n",
        "answers.md:1:1: error: " + Fix,
        "# parking\nBehind the house.\n",
        1
    )]
    [InlineData(
        "Our answers\n===========\n\n## parking\nBehind the house.\n",
        "answers.md:1:1: error: this text stands before the first heading, so nobody gets it. Write instead of the two lines: # Our answers",
        "# Our answers\n\n## parking\nBehind the house.\n",
        1
    )]
    public async Task It_is_told_and_the_cure_works(string broken, string told, string cured, int rules)
    {
        Assert.Equal(told, await Checked.FindingsAsync(("answers.md", broken)));
        Assert.Equal(
            $"{rules} rule{(rules == 1 ? "" : "s")}, 0 tests: all good",
            await Checked.FolderAsync(("answers.md", cured))
        );
    }

    [Theory]
    [InlineData("\n\n# parking\nBehind the house.\n")]
    [InlineData("\uFEFF# parking\nBehind the house.\n")]
    [InlineData("<!-- for us -->\n\n# parking\nBehind the house.\n")]
    [InlineData("# Our answers\n\n## parking\nBehind the house.\n")]
    public async Task Blank_lines_comments_and_a_title_may_stand_there(string page) =>
        Assert.Equal("1 rule, 0 tests: all good", await Checked.FolderAsync(("answers.md", page)));
}
