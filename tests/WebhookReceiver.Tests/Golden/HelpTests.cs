using System.Text;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Golden;

public sealed partial class HelpTests
{
    [Fact]
    public async Task Every_verb_explains_itself_in_the_approved_words()
    {
        var help = new StringBuilder();
        await AppendAsync(help, []);

        GoldenFile.Is("help.txt", help.ToString());
    }

    /// <summary>The help of a command and of its subcommands.</summary>
    private static async Task AppendAsync(StringBuilder help, string[] verb)
    {
        var (code, output, errors) = await ServerProcess.RunAsync([.. verb, "--help"]);
        Assert.Equal((0, ""), (code, errors));
        help.Append("$ ").AppendJoin(' ', [.. verb, "--help"]).Append('\n').Append(output);
        var commands = output.Split("\nCommands:\n");
        if (commands.Length == 2)
        {
            foreach (Match below in Name().Matches(commands[1]))
            {
                await AppendAsync(help, [.. verb, below.Groups["name"].Value]);
            }
        }
    }

    [GeneratedRegex(@"^  (?<name>[a-z-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Name();
}
