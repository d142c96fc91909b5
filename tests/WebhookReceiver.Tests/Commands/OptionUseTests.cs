using System.CommandLine;
using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

/// <summary>No option of a verb is there that nobody has ever tried.</summary>
public sealed class OptionUseTests
{
    private static readonly Lazy<string[]> Sources = new(() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests"), "*.cs", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) != $"{nameof(OptionUseTests)}.cs")
                .Select(File.ReadAllText),
        ]
    );

    public static TheoryData<string, string> Options =>
        [.. AllBelow(CommandLine.Verbs([]), "").Select(option => (option.Verb, option.Name))];

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_option_of_every_verb_is_used_in_a_test(string verb, string option) =>
        Assert.Contains(Sources.Value, source => Mentions(source, verb) && Uses(source, option));

    [Fact]
    public void An_option_that_nobody_uses_would_be_found()
    {
        Assert.DoesNotContain(Sources.Value, source => Mentions(source, " send") && Uses(source, "--never" + "-used"));
        Assert.Contains((" journal quarantine", "--limit"), Options.Select(row => (row.Data.Item1, row.Data.Item2)));
    }

    /// <summary>The file runs the verb: by its words, or by its command.</summary>
    private static bool Mentions(string source, string verb)
    {
        var words = verb.Trim().Split(' ');
        var command = $"{char.ToUpperInvariant(words[0][0])}{words[0][1..]}Command.Create(";
        return source.Contains($"\"{words[^1]}\"", StringComparison.Ordinal)
            || words.Length == 1 && source.Contains(command, StringComparison.Ordinal);
    }

    private static bool Uses(string source, string option) =>
        source.Contains($"\"{option}\"", StringComparison.Ordinal)
        || source.Contains($"\"{option}=", StringComparison.Ordinal);

    private static IEnumerable<(string Verb, string Name)> AllBelow(IEnumerable<Command> commands, string path) =>
        commands.SelectMany(command =>
            command
                .Options.Select(option => ($"{path} {command.Name}", option.Name))
                .Concat(AllBelow(command.Subcommands, $"{path} {command.Name}"))
        );
}
