using WebhookReceiver.Commands;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Explaining;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Tests.Commands;
using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Models;

/// <summary>The rule: its tests, what <c>check</c>, <c>try</c> and <c>explain</c> say of it, and its effects.</summary>
public sealed class AskModelRuleTests
{
    private const string Shop = """
        texts: { hours: We are open from 8 to 18. }
        rules:
          - id: ask
            stage: fallback
            ask-model: { from: texts, otherwise: Ann will answer you. }
            tests:

        """;

    [Theory]
    [InlineData("{ model: { text: Until 18., from: texts.hours } }", "Until 18.")]
    [InlineData("{ model: { text: Until 18., from: [texts.hours] } }", "Until 18.")]
    [InlineData("{ model: { text: Until 19., from: texts.hours } }", "Ann will answer you.")]
    [InlineData("{ model: { text: Until 18. } }", "Ann will answer you.")]
    [InlineData("{ model: nothing }", "Ann will answer you.")]
    [InlineData("{ model: failed }", "Ann will answer you.")]
    [InlineData("{ lookup: failed }", "Ann will answer you.")]
    public async Task A_test_says_what_the_model_says_and_the_answer_is_checked_as_ever(string given, string reply)
    {
        var talk = new Talk($"{Shop}      - {{ say: how long, given: {given}, reply: {reply} }}\n");

        Assert.Empty(await RuleTestRunner.ProveAsync(talk.RuleSet, talk.Tests, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_test_that_fails_says_why_the_models_words_were_not_said()
    {
        var findings = await Checked.FindingsAsync(
            (
                "a.yaml",
                $"{Shop}      - {{ say: how long, given: {{ model: {{ text: Until 19., from: texts.hours }} }}, reply: Until 19. }}\n"
            )
        );

        Assert.Contains(
            "'ask' at a.yaml:3 answers “Ann will answer you.” (the model's answer is refused: a number or a price stands in no cited passage).",
            findings,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_the_setting_check_says_so_with_a_cure_and_with_it_nothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", $"{Shop}      - {{ say: how long, reply: Ann will answer you. }}\n");

        Assert.Equal(
            "a.yaml:3:5: warning: rule 'ask': 'ask-model' asks nobody, since no model is set: 'otherwise' answers. Set Models:Address and Models:Model (environment: Models__Address, Models__Model) where the server runs.\n1 rule, 1 test: 1 warning",
            await Checked.InAsync(folder)
        );
        var (_, output, _) = await Verb.RunAsync(
            CheckCommand.Create(["--Models:Address=http://localhost:1/v1", "--Models:Model=small"]),
            folder.Path
        );
        Assert.Equal("1 rule, 1 test: all good", output);
    }

    [Fact]
    public async Task Coverage_names_the_branches_that_no_test_reaches()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", $"{Shop}      - {{ say: how long, reply: Ann will answer you. }}\n");

        var (_, output, _) = await Verb.RunAsync(CheckCommand.Create([]), folder.Path, "--coverage");

        Assert.Equal(
            [$"{folder.PathOf("a.yaml")}:3: no test reaches “model” of rule 'ask'"],
            output.Split('\n').Where(line => line.Contains("reaches", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Try_says_what_would_be_asked_and_explain_what_the_model_gets()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", $"{Shop}      - {{ say: how long, reply: Ann will answer you. }}\n");

        var (_, tried, _) = await Verb.RunAsync(TryCommand.Create([]), "when open", "--rules", folder.Path);
        var (_, explained, _) = await Verb.RunAsync(ExplainCommand.Create([]), "when open", "--rules", folder.Path);
        var (_, json, _) = await Verb.RunAsync(
            ExplainCommand.Create([]),
            "when open",
            "--rules",
            folder.Path,
            "--json"
        );

        Assert.Contains("\nmodel would be asked by ask with: texts.hours\n", tried, StringComparison.Ordinal);
        Assert.Contains("\n    the model gets: texts.hours\n", explained, StringComparison.Ordinal);
        Assert.Contains("\"passages\": [\n        \"texts.hours\"\n      ]", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_names_what_the_model_cites_and_what_the_check_says()
    {
        var talk = new Talk(Shop.Replace("    tests:\n", "", StringComparison.Ordinal));
        var past = new PastMessage(
            1,
            Talk.Message("how long"),
            "ask",
            Reply: default,
            [Result(new ModelOutcome(ModelKind.Answered, "Until 18.", ["texts.hours"]))]
        );

        var explanation = await Explanation.OfAsync(
            talk.RuleSet,
            past.Message,
            Replaying.ContextOf(past),
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

        Assert.Contains(
            "'ask' answers:\nUntil 18.\n\n✓ ask (a.yaml) ANSWERS\n    ✓ (answers everything)\n    the model gets: texts.hours\n    the model's answer is used\n    it cites: texts.hours\n",
            new ExplanationText(explanation, _ => "a.yaml", all: false).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_effects_of_the_rule_happen_and_the_next_rule_is_asked_without_otherwise()
    {
        var talk = new Talk(
            """
            settings: { staff: ["+353 85 000 0001"] }
            texts: { hours: We are open from 8 to 18. }
            rules:
              - id: ask
                stage: fallback
                ask-model: { from: texts.hours }
                remember: { asked: "yes" }
              - id: people
                stage: fallback
                reply: Ann will answer you.

            """
        );

        Assert.Equal(
            ("people", "Ann will answer you.", false),
            await DecideAsync(talk.RuleSet, ModelOutcome.Failed("status 500"))
        );
        Assert.Equal(
            ("ask", "Until 18.", true),
            await DecideAsync(talk.RuleSet, new ModelOutcome(ModelKind.Answered, "Until 18.", ["texts.hours"]))
        );
    }

    [Fact]
    public async Task A_message_without_a_text_asks_nobody()
    {
        var talk = new Talk(Shop.Replace("    tests:\n", "", StringComparison.Ordinal));
        var context = new EvaluationContext { AskModel = (_, _) => throw new InvalidOperationException("was asked") };

        var decision = await talk.RuleSet.DecideAsync(
            Talk.Message(" ") with
            {
                Kind = MessageKind.Image,
            },
            context,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("Ann will answer you.", decision.Reply!.Text);
        Assert.Empty(decision.Faults);
    }

    [Fact]
    public void What_a_model_said_is_stored_as_it_was_said_and_read_back()
    {
        ExternalResult[] results =
        [
            Result(new ModelOutcome(ModelKind.Answered, "Until 18.\n“ok”", ["texts.hours", "a"])),
            Result(ModelOutcome.Late),
            Result(ModelOutcome.Failed("status 500")),
        ];

        var read = ExternalResults.Read(ExternalResults.ToJson([.. results]));

        Assert.Equal(
            results.Select(result =>
                $"{result.Model!.Kind} {result.Model.Text} {string.Join(',', result.Model.Passages)} {result.Model.Detail}"
            ),
            read.Select(result =>
                $"{result.Model!.Kind} {result.Model.Text} {string.Join(',', result.Model.Passages)} {result.Model.Detail}"
            )
        );
    }

    private static ExternalResult Result(ModelOutcome outcome) =>
        new("ask", ReplyStage.Fallback, 0, Reply: default) { Model = outcome };

    private static async Task<(string? Rule, string? Text, bool Remembers)> DecideAsync(
        RuleSet ruleSet,
        ModelOutcome outcome
    )
    {
        var decision = await ruleSet.DecideAsync(
            Talk.Message("how long"),
            new EvaluationContext { AskModel = (_, _) => ValueTask.FromResult(outcome) },
            TestContext.Current.CancellationToken
        );
        return (decision.RuleName, decision.Reply?.Text, decision.Changes.Any(change => change.Name == "asked"));
    }
}
