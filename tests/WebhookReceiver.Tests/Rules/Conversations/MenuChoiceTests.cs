using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary><c>choice</c> in the rules that a menu leads to.</summary>
public sealed class MenuChoiceTests
{
    private const string Shop = """
        rules:
          - id: menu
            when: menu
            menu:
              - Cake: { go: order }
              - { label: Bread, go: order }
              - More: { go: more }
              - Ask: { go: form }
              - Own: { go: own }
              - Say: { go: say }
          - id: more
            when: more
            reply: "{{ choice | default: 'All' }}:"
            menu:
              - Rolls: { go: order }
              - Pie: "{{ choice }} it is."
              - Back: { go: menu }
          - id: order
            when: order
            reply: "{{ choice | default: 'Nothing' }} is noted."
            remember: { wish: "{{ choice | default: 'nothing' }}" }
          - id: form
            when: form
            ask: { day: "{{ choice }}: on which day?" }
            reply: "{{ choice }} on {{ day }}."
            tell: { to: "+353850000001", text: "{{ choice }}" }
          - id: own
            when: own
            ask: { choice: What then? }
            reply: "{{ choice }}!"
          - id: say
            when: say
            reply: "{% if choice == 'Say' %}{{ choice }}!{% else %}-{% endif %}"

        """;

    [Theory]
    [InlineData("Cake is noted.", "menu", "1")]
    [InlineData("Bread is noted.", "menu", "bread")]
    [InlineData("Nothing is noted.", "order")]
    [InlineData("Ask: on which day?", "menu", "ask")]
    [InlineData("Ask on friday.", "menu", "ask", "friday")]
    [InlineData("More:\n\n1. Rolls\n2. Pie\n3. Back", "menu", "more")]
    [InlineData("Rolls is noted.", "menu", "more", "rolls")]
    [InlineData("Pie it is.", "menu", "more", "2")]
    [InlineData("Cake is noted.", "menu", "more", "back", "cake")]
    [InlineData("Pie it is.", "menu", "more", "back", "more", "pie")]
    [InlineData("What then?", "menu", "own")]
    [InlineData("tea!", "menu", "own", "tea")]
    [InlineData("Say!", "menu", "say")]
    public async Task It_is_what_was_chosen_last(string answer, params string[] said)
    {
        var talk = new Talk(Shop);
        foreach (var before in said[..^1])
        {
            await talk.SayAsync(before);
        }

        Assert.Equal(answer, await talk.SayAsync(said[^1]));
    }

    [Fact]
    public async Task The_rule_can_remember_it_and_tell_it_to_people()
    {
        var talk = new Talk(Shop);
        await talk.SayAsync("menu");
        await talk.SayAsync("cake");
        Assert.Equal("Cake", talk.Known["wish"]);

        await talk.SayAsync("menu");
        await talk.SayAsync("ask");
        await talk.SayAsync("friday");
        Assert.Equal("Ask", Assert.Single(talk.Last.Later).Text);
    }

    [Fact]
    public void The_menu_may_stand_in_another_file() =>
        Assert.Equal(
            "",
            RuleSamples.Told(
                RuleSamples.Build(
                    RuleSamples.File("a.yaml", "rules:\n  - { id: a, when: a, reply: '{{ choice }}' }\n"),
                    RuleSamples.File("b.yaml", "rules:\n  - { id: b, when: b, menu: [{ One: { go: a } }] }\n")
                )
            )
        );

    [Fact]
    public void Where_no_menu_leads_there_is_no_choice() =>
        Assert.StartsWith(
            "unknown variable 'choice'.",
            Assert
                .Single(RuleSamples.Build("rules:\n  - { id: a, when: a, reply: '{{ choice }}' }\n").Problems)
                .Message,
            StringComparison.Ordinal
        );
}
