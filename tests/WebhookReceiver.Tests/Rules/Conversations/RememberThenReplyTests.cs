using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>A rule remembers, then it replies: all that it says speaks of the new values.</summary>
public sealed class RememberThenReplyTests
{
    private const string Count = "remember: { n: \"{{ contact.n | default: 0 | plus: 1 }}\" }";

    [Fact]
    public async Task What_is_forgotten_is_not_said_any_more()
    {
        var talk = new Talk(
            """
            rules:
              - { id: name, when: "i am <n>", remember: { n: "{{ n }}" }, reply: "Hello {{ contact.n }}." }
              - { id: forget, when: forget me, forget: n, reply: "Who are you, {{ contact.n | default: 'stranger' }}?" }
              - { id: move, when: rename, forget: n, remember: { old: "{{ contact.n }}" }, reply: "{{ contact.n }}-{{ contact.old }}" }
              - { id: renew, when: "now <n>", forget: n, remember: { n: "{{ n }}" }, reply: "{{ contact.n }}" }

            """
        );
        Assert.Equal("Hello Ann.", await talk.SayAsync("I am Ann"));
        Assert.Equal("Who are you, stranger?", await talk.SayAsync("forget me"));
        Assert.DoesNotContain("n", talk.Known.Keys);

        await talk.SayAsync("I am Ann");
        Assert.Equal("-Ann", await talk.SayAsync("rename"));
        Assert.Equal("Bo", await talk.SayAsync("now Bo"));
    }

    [Fact]
    public async Task The_reply_has_the_new_value()
    {
        var talk = new Talk($"rules:\n  - when: hello\n    {Count}\n    reply: Visit {{{{ contact.n }}}}\n");

        Assert.Equal("Visit 1", await talk.SayAsync("hello"));
        Assert.Equal("Visit 2", await talk.SayAsync("hello"));
        Assert.Equal("2", talk.Known["n"]);
    }

    [Fact]
    public async Task So_do_pictures_follow_ups_their_values_and_messages_to_others()
    {
        var talk = new Talk(
            $$$"""
            rules:
              - when: hello
                {{{Count}}}
                reply:
                  text: "Visit {{ contact.n }}"
                  media: "https://example.com/{{ contact.n }}.jpg"
                  then:
                    - { after: 1h, text: "After visit {{ contact.n }}", template: T, values: ["{{ contact.n }}"] }
                tell: { to: "+353850000001", text: "Visit {{ contact.n }} of {{ number }}" }

            """
        );

        await talk.SayAsync("hello");
        Assert.Equal("Visit 2", await talk.SayAsync("hello"));

        Assert.Equal("https://example.com/2.jpg", talk.Last.Reply!.MediaUrl!.AbsoluteUri);
        Assert.Equal(["After visit 2", "Visit 2 of 447700900123"], talk.Last.Later.Select(later => later.Text));
        Assert.Equal(["2"], talk.Last.Later[0].TemplateValues);
    }

    [Fact]
    public async Task So_do_the_answer_of_a_form_and_of_a_menu()
    {
        var talk = new Talk(
            """
            rules:
              - id: form
                when: form
                ask: { city: Where? }
                remember: [city]
                reply: "{{ contact.city }}!"
              - id: menu
                when: menu
                menu:
                  - Cork: "{{ contact.city }}?"
                remember: { city: "{{ choice }}" }

            """
        );
        await talk.SayAsync("form");
        Assert.Equal("Galway!", await talk.SayAsync("Galway"));
        await talk.SayAsync("menu");
        Assert.Equal("Cork?", await talk.SayAsync("1"));
    }

    [Fact]
    public async Task A_question_that_comes_again_below_the_answer_has_it_too()
    {
        var talk = new Talk(
            """
            rules:
              - id: visit
                when: visit
                ask: { day: "On which day, {{ contact.called | default: 'friend' }}?", expect: date }
                reply: "{{ day }}"
              - when: my name is <called>
                remember: [called]
                reply: Hello {{ contact.called }}.

            """
        );

        Assert.Equal("On which day, friend?", await talk.SayAsync("visit"));
        Assert.Equal("Hello Bo.\n\nOn which day, Bo?", await talk.SayAsync("my name is Bo"));
    }

    [Fact]
    public async Task A_rule_that_says_nothing_in_the_end_leaves_no_trace_for_the_next()
    {
        var talk = new Talk(
            """
            rules:
              - { when: hello, remember: { a: "1" }, reply: "{{ contact.none | default: '' }}" }
              - { when: hello, reply: "a is {{ contact.a | default: 'not known' }}" }

            """
        );

        Assert.Equal("a is not known", await talk.SayAsync("hello"));
    }

    [Fact]
    public async Task Each_value_sees_what_was_known_before_the_rule()
    {
        var talk = new Talk(
            """
            rules:
              - when: now <it>
                remember: { before: "{{ contact.last | default: 'nothing' }}", last: "{{ it }}" }
                reply: "{{ contact.before }}, {{ contact.last }}"

            """
        );

        Assert.Equal("nothing, tea", await talk.SayAsync("now tea"));
        Assert.Equal("tea, cake", await talk.SayAsync("now cake"));
    }

    [Fact]
    public async Task What_a_menu_remembers_is_known_where_it_leads()
    {
        var talk = new Talk(
            """
            settings: { languages: [es, en] }
            rules:
              - id: language
                when: [language, idioma]
                menu:
                  - Español: { go: welcome }
                  - English: { go: welcome }
                remember: { language: "{{ choice }}", via: menu }
              - id: welcome
                when: [hello, hola]
                reply: { es: "Bienvenido por {{ contact.via | default: '-' }}.", en: "Welcome by {{ contact.via | default: '-' }}." }

            """
        );
        await talk.SayAsync("idioma");

        Assert.Equal("Welcome by menu.", await talk.SayAsync("English"));
        Assert.Equal(("English", "menu"), (talk.Known["language"], talk.Known["via"]));
    }

    [Fact]
    public async Task Nor_does_a_menu_that_leads_to_such_a_rule()
    {
        var talk = new Talk(
            """
            rules:
              - { id: menu, when: menu, menu: [{ One: { go: empty } }], remember: { a: "1" } }
              - { id: empty, when: empty, reply: "{{ contact.none | default: '' }}" }
              - { id: last, stage: fallback, reply: "a is {{ contact.a | default: 'not known' }}" }

            """
        );
        await talk.SayAsync("menu");

        Assert.Equal("a is not known", await talk.SayAsync("1"));
        Assert.Empty(talk.Known);
    }

    [Fact]
    public async Task What_a_menu_remembers_survives_a_look_up()
    {
        var talk = new Talk(
            """
            rules:
              - { id: menu, when: menu, menu: [{ Order: { go: order } }], remember: { via: menu } }
              - id: order
                when: order
                lookup:
                  get: https://api.example.com/orders
                  missing: "None for {{ choice }}, by {{ contact.via | default: '-' }}."
                  failed: "Failed."
                reply: "{{ lookup.status }}: {{ choice }}, by {{ contact.via | default: '-' }}."
              - { id: via, when: via, reply: "By {{ contact.via | default: '-' }}." }
            tests:
              - { say: [menu, "1"], given: { lookup: { status: sent } }, reply: "sent: Order, by menu." }
              - { say: [menu, "1"], given: { lookup: missing }, reply: "None for Order, by menu." }
              - { say: [menu, "1", via], given: { lookup: { status: sent } }, reply: By menu. }
              - { say: [menu, "1", via], given: { lookup: missing }, reply: By menu. }

            """
        );

        Assert.Equal(4, talk.Tests.Count);
        Assert.Empty(await RuleTestRunner.ProveAsync(talk.RuleSet, talk.Tests, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{{ n }}", "unknown variable 'n'", "Did you mean 'contact.n'?")]
    [InlineData("{{ cuont }}", "unknown variable 'cuont'", "Did you mean 'contact.count'?")]
    public void An_unknown_variable_that_some_rule_remembers_is_named(string text, string message, string fix)
    {
        var problems = RuleSamples
            .Build(
                $"rules:\n  - {{ when: a, remember: {{ n: '1', for: 2d }}, reply: b }}\n"
                    + $"  - {{ when: <count:number> apples, remember: [count], reply: b }}\n  - when: c\n    reply: '{text}'\n"
            )
            .Problems;

        var problem = Assert.Single(problems);
        Assert.Equal((message + ".", fix), (problem.Message, problem.Fix));
    }

    [Fact]
    public void A_value_that_the_rule_itself_remembers_is_not_missing_in_its_reply() =>
        Assert.Equal(
            "",
            RuleSamples.Told(
                RuleSamples.Build($"rules:\n  - when: hello\n    {Count}\n    reply: Visit {{{{ contact.n }}}}\n")
            )
        );
}
