using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>The same message, state, clock and seed give the same bytes.</summary>
public sealed class DeterminismTests
{
    private const int Messages = 10_000;

    private const string Shop = """
        settings: { stop: stop, resume: bot }
        rules:
          - { id: welcome, when: { first: 1h }, stage: before, cooldown: 2h, reply: Welcome! }
          - { id: joke, when: joke, reply: { text: "{{ contact.city | default: 'Nowhere' }}" } }
          - id: tell
            when: tell
            reply:
              - One.
              - Two.
              - "Three, {{ now | date: '%H:%M' }}."
          - { id: city, when: in <city>, remember: { city: "{{ city }}", for: 3h }, reply: Noted. }
          - { id: person, when: person, handover: 10m, reply: Somebody comes. }
          - id: visit
            when: visit
            ask: [{ people: How many?, expect: 1-9, tries: 2 }, { day: Which day?, skip: any }]
            reply: "{{ people }} on {{ day }}"
          - id: choose
            when: choose
            menu: [{ Tea: Tea it is. }, { Visit: { go: visit } }]
          - { id: thrice, when: { missed: 3 }, stage: fallback, reply: Shall I call somebody? }
          - { id: fallback, stage: fallback, reply: Pardon? }

        """;

    private static readonly string[] Said =
    [
        "hello",
        "joke",
        "tell me",
        "in Cork",
        "in Galway",
        "person",
        "bot",
        "visit",
        "4",
        "12",
        "friday",
        "any",
        "choose",
        "1",
        "2",
        "tea",
        "stop",
        "start",
        "what?",
    ];

    [Fact]
    public async Task Ten_thousand_messages_replayed_twice_give_the_same_bytes()
    {
        var first = await ReplayAsync(new Talk(Shop).RuleSet);
        var second = await ReplayAsync(new Talk(Shop).RuleSet);

        Assert.Equal(Messages, first.Count);
        Assert.Equal(first, second);
        Assert.True(first.Distinct(StringComparer.Ordinal).Count() > 30);
    }

    /// <summary>Fifty contacts in turn, from a fixed seed.</summary>
    private static async Task<List<string>> ReplayAsync(RuleSet ruleSet)
    {
        var contacts = Enumerable.Range(0, 50).Select(_ => new TestContact()).ToArray();
        var answers = new List<string>(Messages);
        var chance = 20_260_114UL;
        for (var i = 0; i < Messages; i++)
        {
            chance = unchecked((chance * 6_364_136_223_846_793_005UL) + 1_442_695_040_888_963_407UL);
            var contact = contacts[(chance >> 33) % 50];
            var message = Talk.Message(Said[(chance >> 40) % (ulong)Said.Length], (long)(chance >> 8)) with
            {
                ReceivedAt = Talk.Start.AddSeconds(i * 7),
            };
            var decision = await ruleSet.DecideAsync(
                contact.Known(message),
                contact.At(message.ReceivedAt),
                TestContext.Current.CancellationToken
            );
            contact.Remember(decision.Changes);
            Assert.Empty(decision.Faults);
            answers.Add(
                $"{decision.RuleName} {System.Text.Encoding.UTF8.GetString(decision.Body.Span)} {string.Join('|', decision.Changes)}"
            );
        }

        return answers;
    }
}
