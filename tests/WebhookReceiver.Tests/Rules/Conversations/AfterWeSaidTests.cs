using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Commands;
using WebhookReceiver.Rules;
using WebhookReceiver.Tests.Commands;
using WebhookReceiver.Tests.Rules.Parsing;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary><c>after-we-said</c>: what a "yes" means depends on our last answer.</summary>
public sealed class AfterWeSaidTests
{
    private const string Shop = """
        rules:
          - id: delivery
            when: deliver
            reply: We deliver in town. Shall we call you?
          - id: cake
            when: cake
            reply: ["With candles?", "Would you like candles on it?"]
          - id: call
            when: { is: "(yes|sure) (please|)", after-we-said: shall we call }
            reply: We call you today.
          - id: candles
            when: { is: yes, after-we-said: ["(with|like) candles", something else] }
            reply: Twelve candles it is.
          - id: photo
            when: photo
            reply: { media: "https://www.example.com/cake.jpg" }
          - id: quiet
            when: { is: ok }
            reply: { silence: true }
          - id: name
            when: my name is <who>
            reply: "Nice to meet you, {{ who }}. Something else?"
          - id: yes
            when: { is: yes }
            reply: Yes to what?
        """;

    [Fact]
    public async Task The_same_word_is_answered_by_what_we_said_last()
    {
        var talk = new Talk(Shop);

        Assert.Equal("Yes to what?", await talk.SayAsync("yes"));
        await talk.SayAsync("do you deliver?");
        Assert.Equal("We call you today.", await talk.SayAsync("yes please"));
        Assert.Equal("Yes to what?", await talk.SayAsync("yes"));
        await talk.SayAsync("a cake");
        Assert.Equal("Twelve candles it is.", await talk.SayAsync("yes"));
        await talk.SayAsync("my name is Zoë");
        Assert.Equal("Twelve candles it is.", await talk.SayAsync("yes"));
    }

    [Theory]
    [InlineData("bicycle", "We call you today.")]
    [InlineData("ok", "We call you today.")]
    [InlineData("photo", "Yes to what?")]
    [InlineData("a cake", "Twelve candles it is.")]
    public async Task Silence_changes_nothing_and_any_other_answer_does(string between, string answer)
    {
        var talk = new Talk(Shop);

        await talk.SayAsync("do you deliver?");
        await talk.SayAsync(between);

        Assert.Equal(answer, await talk.SayAsync("yes"));
    }

    [Theory]
    [InlineData(23, "We call you today.")]
    [InlineData(25, "Yes to what?")]
    public async Task It_is_known_for_a_day(int hours, string answer)
    {
        var talk = new Talk(Shop);

        await talk.SayAsync("do you deliver?");
        talk.Wait(TimeSpan.FromHours(hours));

        Assert.Equal(answer, await talk.SayAsync("yes"));
    }

    [Fact]
    public async Task Only_hashes_of_the_phrases_are_kept_and_not_what_we_said()
    {
        var talk = new Talk(Shop);

        await talk.SayAsync("my name is Zoë");
        var kept = Assert.Single(talk.Own);
        Assert.Equal("last-answer", kept.Key);
        Assert.Matches("^[0-9a-f]{8}$", kept.Value);

        await talk.SayAsync("photo");
        Assert.Empty(talk.Own);
    }

    [Fact]
    public async Task A_folder_without_the_condition_keeps_nothing()
    {
        var talk = new Talk("rules:\n  - { when: hi, reply: Shall we call you? }\n");

        await talk.SayAsync("hi");

        Assert.Empty(talk.Last.Changes);
    }

    [Fact]
    public async Task What_is_kept_has_a_bound()
    {
        var phrases = string.Join(", ", Enumerable.Range(0, 60).Select(one => $"word{one}"));
        var talk = new Talk(
            $"rules:\n  - {{ when: all, reply: {phrases.Replace(",", "", StringComparison.Ordinal)} }}\n"
                + $"  - {{ when: {{ words: go, after-we-said: [{phrases}] }}, reply: gone }}\n"
        );

        await talk.SayAsync("all");

        Assert.Equal(128, talk.Own["last-answer"].Length);
        Assert.Equal("gone", await talk.SayAsync("go"));
    }

    [Fact]
    public async Task It_works_by_language_and_inside_not()
    {
        var talk = new Talk(
            """
            settings: { languages: [en, es] }
            rules:
              - { when: { en: [visit], es: [visita] }, reply: { en: Shall we call you?, es: ¿Le llamamos? } }
              - { when: { is: [yes, sí], after-we-said: { en: shall we call, es: le llamamos } }, reply: { en: We do., es: Sí. } }
              - { when: { is: no, not: { after-we-said: [shall we call, le llamamos] } }, reply: { en: No what?, es: ¿Qué no? } }
            """
        );

        await talk.SayAsync("quiero una visita");
        Assert.Null(await talk.SayAsync("no"));
        Assert.Equal("Sí.", await talk.SayAsync("sí"));
        Assert.Equal("¿Qué no?", await talk.SayAsync("no"));
    }

    [Fact]
    public async Task In_a_group_nothing_is_kept()
    {
        var talk = new Talk(
            """
            rules:
              - { when: { words: deliver, chat: group }, reply: Shall we call you? }
              - { when: { is: "yes", chat: group, after-we-said: shall we call }, reply: We do. }
            """
        );
        var group = Talk.Message("deliver") with { Group = new("1", "friends", "a", []) };

        Assert.Equal("Shall we call you?", await talk.SendAsync(group));
        Assert.Null(await talk.SendAsync(group with { Text = "yes" }));
    }

    [Fact]
    public async Task It_survives_a_restart_and_belongs_to_one_contact()
    {
        var time = new FakeTimeProvider(JournalRig.Start);
        using var folder = new TemporaryFolder();
        await using (var app = new WebhookApp(("shop.yaml", Shop)) { Time = time }.With("Journal:Folder", folder.Path))
        {
            Assert.Equal("We deliver in town. Shall we call you?", await app.SayAsync("do you deliver?"));
        }

        await using var next = new WebhookApp(("shop.yaml", Shop)) { Time = time }
            .With("Journal:Folder", folder.Path)
            .Ids("b");
        Assert.Equal("Yes to what?", await next.SayAsync("yes", from: "447700900999"));
        Assert.Equal("We call you today.", await next.SayAsync("yes"));
    }

    [Fact]
    public async Task Explain_says_what_was_compared()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop);

        var (_, output, _) = await Verb.RunAsync(ExplainCommand.Create([]), "yes", "--rules", folder.Path, "--all");

        Assert.Contains(
            "✗ after-we-said: shall we call (found: nothing is kept of our last answer that a rule goes on from)",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("✗ after-we-said: (with|like) candles, something else", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_test_says_what_comes_before()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "shop.yaml",
            """
            rules:
              - id: delivery
                when: deliver
                reply: Shall we call you?
              - id: call
                when: { is: "yes", after-we-said: shall we call }
                reply: We do.
                tests:
                  - say: [deliver, "yes"]
                    reply: We do.
            """
        );

        var (code, output, errors) = await Verb.RunAsync(CheckCommand.Create([]), folder.Path);

        Assert.Equal((0, ""), (code, errors));
        Assert.EndsWith("2 rules, 1 test: all good", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_our_own_answer_is_not_kept()
    {
        var build = RuleSamples.Build(
            "rules:\n  - when: { is: \"yes\", after-we-said: \"we call <who> at <t:time>\" }\n    reply: \"yes\"\n"
        );

        var problem = Assert.Single(build.Problems, one => one.Severity == ProblemSeverity.Error);
        Assert.Equal(
            "'we call <who> at <t:time>' would keep a value of our own answer.|Write: we call * at *",
            $"{problem.Message}|{problem.Fix}"
        );
    }
}
