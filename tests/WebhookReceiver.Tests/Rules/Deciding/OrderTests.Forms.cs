using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Deciding;

/// <summary>The order around an open form.</summary>
public sealed partial class OrderTests
{
    [Fact]
    public async Task A_shadow_that_is_asked_before_a_form_is_told_although_the_form_takes_the_message()
    {
        var rules = Build(
            "  - { id: tried-out, when: { contains: \"4\" }, stage: before, always: true, shadow: true, reply: Never. }\n"
                + Order
        );
        await SayAsync(rules, "order");

        var decision = await SayAsync(rules, "47");

        Assert.Equal("Order 47.", decision.Reply!.Text);
        Assert.Equal(["tried-out"], decision.Shadows);
    }

    [Fact]
    public async Task A_shadow_before_a_form_is_told_once_if_the_rules_are_asked_after_it()
    {
        var rules = Build(
            "  - { id: tried-out, when: hours, stage: before, always: true, shadow: true, reply: Never. }\n"
                + Order
                + "  - { id: hours, when: hours, reply: Nine to five. }\n"
        );
        await SayAsync(rules, "order");

        var decision = await SayAsync(rules, "what are your hours?");

        Assert.Equal("Nine to five.\n\nWhich number?", decision.Reply!.Text);
        Assert.Equal(["tried-out"], decision.Shadows);
    }

    [Fact]
    public async Task A_rule_that_fails_before_a_form_is_told_with_the_answer_of_the_form()
    {
        var rules = Build(
            "  - { id: bad, when: { contains: \"4\" }, stage: before, always: true, reply: { media: 'https://{{ text }}', kind: image } }\n"
                + Order
        );
        await SayAsync(rules, "order");

        var decision = await SayAsync(rules, "is it 47? {{ x }}");

        Assert.Equal("Order 47.", decision.Reply!.Text);
        Assert.Equal([("bad", RuleFaultKind.TemplateFailed)], FaultsOf(decision));
    }

    [Fact]
    public async Task A_rule_that_always_answers_leaves_the_form_open()
    {
        var rules = Build("  - { id: fire, when: fire, stage: before, always: true, reply: Run! }\n" + Order);
        await SayAsync(rules, "order");

        Assert.Equal("Run!", (await SayAsync(rules, "fire 47")).Reply!.Text);
        Assert.Equal("Order 47.", (await SayAsync(rules, "47")).Reply!.Text);
        Assert.Null((await SayAsync(rules, "48")).RuleName);
    }

    /// <summary>Rule files refuse a look-up there; the engine does not rely on it.</summary>
    [Fact]
    public async Task A_look_up_before_a_form_is_waited_for_and_what_it_does_not_find_goes_to_the_form()
    {
        var written = Build(
            "  - { id: first, when: { contains: \"4\" }, stage: before, lookup: { get: \"https://api.example.com/{{ text | url_encode }}\", failed: Later. }, reply: \"{{ lookup.a }}\" }\n"
                + Order
        );
        var rules = RuleSet.Create(
            "v",
            written.Vocabulary,
            written.Rules.OfType<FileRule>().Select(rule => rule.Name == "first" ? Always(rule, written) : rule),
            [],
            DecisionLimits.Default,
            _time
        );
        await SayAsync(rules, "order");

        _outcome = new LookupOutcome(LookupKind.Found, """{"a":"Found."}""");
        Assert.Equal("Found.", (await SayAsync(rules, "47")).Reply!.Text);
        _outcome = LookupOutcome.Missing;
        Assert.Equal("Order 48.", (await SayAsync(rules, "48")).Reply!.Text);
        Assert.Equal(["https://api.example.com/47", "https://api.example.com/48"], _lookedUp);
    }

    [Fact]
    public async Task The_question_comes_again_after_the_last_stage_before_the_fallback_and_instead_of_it()
    {
        var rules = Build(
            Order
                + "  - { id: thanks, when: thanks, stage: small-talk, typos: true, reply: Welcome! }\n"
                + "  - { id: last, stage: fallback, reply: Pardon? }\n"
        );
        await SayAsync(rules, "order");

        var thanks = await SayAsync(rules, "thanks");
        var mistyped = await SayAsync(rules, "thnaks");
        var again = await SayAsync(rules, "what?");

        Assert.Equal(("thanks", "Welcome!\n\nWhich number?"), (thanks.RuleName, thanks.Reply!.Text));
        Assert.Equal(("thanks", "Welcome!\n\nWhich number?"), (mistyped.RuleName, mistyped.Reply!.Text));
        Assert.Equal(("order", "Digits only.\n\nWhich number?"), (again.RuleName, again.Reply!.Text));
    }
}
