using System.Text;
using WebhookReceiver.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>
/// The error texts for a shop owner: every file or folder in Bad/ with the approved text beside it. With the variable
/// APPROVE_RULE_ERRORS set, the test rewrites the texts, for you to read and commit.
/// </summary>
public sealed class BadRuleFileTests
{
    public static TheoryData<string> Cases => [.. RuleSamples.Names("Bad")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_bad_file_is_told_in_the_approved_words(string name)
    {
        var told = RuleSamples.Told(RuleSamples.Build(RuleSamples.Read("Bad", name)));
        var approved = Path.Combine(
            RuleSamples.FolderOf("Bad"),
            Path.GetFileNameWithoutExtension(name) + ".errors.txt"
        );
        if (Environment.GetEnvironmentVariable("APPROVE_RULE_ERRORS") is not null)
        {
            File.WriteAllText(approved, told, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        Assert.Equal(File.ReadAllText(approved), told);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_bad_file_never_gets_a_rule_into_the_book(string name)
    {
        var build = RuleSamples.Build(RuleSamples.Read("Bad", name));

        Assert.True(build.HasErrors);
        Assert.DoesNotContain(build.RuleSet.Rules, rule => !rule.Name.StartsWith("good", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_files_give_the_same_problems_in_the_same_order(string name)
    {
        var files = RuleSamples.Read("Bad", name);

        Assert.Equal(RuleSamples.Build(files).Problems, RuleSamples.Build([.. files.Reverse()]).Problems);
    }
}
