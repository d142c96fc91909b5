using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Tests.Rules.Conversations;

public sealed class RememberingTests
{
    private const string Cities = """
        rules:
          - id: city
            when: i live in <city>
            remember: { city: "{{ city }}", source: { value: chat, for: 1h } }
            reply: "{{ city }} is nice."
          - id: move
            when: i moved
            forget: [city, source]
            reply: Where to?
          - id: cork
            when: { words: delivery, contact: { city: [cork, dublin] } }
            reply: "We deliver in {{ contact.city }}."
          - id: nowhere
            when: { words: delivery, contact: { city: unknown } }
            reply: Where do you live?
          - id: elsewhere
            when: { words: delivery, contact: { city: known } }
            reply: Not there.

        """;

    [Fact]
    public async Task What_is_remembered_feeds_conditions_and_texts_until_it_is_forgotten()
    {
        var talk = new Talk(Cities);

        Assert.Equal("Where do you live?", await talk.SayAsync("Delivery?"));
        Assert.Equal("CORK is nice.", await talk.SayAsync("I live in CORK"));
        Assert.Equal("We deliver in CORK.", await talk.SayAsync("delivery?"));
        Assert.Equal("Galway is nice.", await talk.SayAsync("I live in Galway"));
        Assert.Equal("Not there.", await talk.SayAsync("delivery?"));
        Assert.Equal("Where to?", await talk.SayAsync("I moved"));
        Assert.Equal("Where do you live?", await talk.SayAsync("delivery?"));
    }

    [Fact]
    public async Task A_variable_ends_when_its_time_is_over()
    {
        var talk = new Talk(Cities);
        await talk.SayAsync("I live in Cork");

        Assert.Equal(["city", "source"], talk.Known.Keys.Order(StringComparer.Ordinal));
        talk.Wait(TimeSpan.FromHours(1));
        Assert.Equal(["city"], talk.Known.Keys);
    }

    [Fact]
    public async Task The_short_form_names_what_was_captured()
    {
        var talk = new Talk("rules:\n  - when: size <size:number>\n    remember: size\n    reply: ok\n");

        await talk.SayAsync("size 44");

        Assert.Equal("44", talk.Known["size"]);
    }

    [Fact]
    public async Task Only_the_winner_is_remembered()
    {
        var talk = new Talk(
            """
            rules:
              - { when: hello, remember: { a: "1" }, reply: "{{ contact.none | default: '' }}" }
              - { when: hello, remember: { b: "2" }, reply: Hi }
              - { when: hello, remember: { c: "3" }, reply: Hi }
            """
        );

        Assert.Equal("Hi", await talk.SayAsync("hello"));

        Assert.Equal(["b"], talk.Known.Keys);
    }

    [Fact]
    public async Task A_rule_that_remembers_nothing_changes_nothing()
    {
        var talk = new Talk("rules:\n  - { when: hello, reply: Hi }\n");

        await talk.SayAsync("hello");

        Assert.Empty(talk.Last.Changes);
    }

    [Fact]
    public async Task Tests_in_files_are_conversations_that_remember()
    {
        var talk = new Talk(
            Cities
                + """
                tests:
                  - { say: [i live in cork, delivery], reply: We deliver in cork. }
                  - { say: [i live in cork, i moved, delivery], answers: nowhere }
                  - { say: [i live in cork, { wait: 300d }, delivery], answers: cork }
                  - { say: [delivery], answers: nowhere }

                """
        );

        Assert.Equal(4, talk.Tests.Count);
        Assert.Empty(await RuleTestRunner.ProveAsync(talk.RuleSet, talk.Tests, TestContext.Current.CancellationToken));
    }
}
