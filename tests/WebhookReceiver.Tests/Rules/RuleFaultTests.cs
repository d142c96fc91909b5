using System.Text.Json.Nodes;
using WebhookReceiver.Processing;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Rules;

/// <summary>
/// Failing rules, through the front door: the customer gets the next best answer, the log has the fault.
/// </summary>
[Collection(nameof(TestsAlone))]
public sealed class RuleFaultTests
{
    [Fact]
    public async Task A_pattern_that_takes_too_long_on_a_message_is_passed_over()
    {
        await using var app = new WebhookApp(
            (
                "a.yaml",
                "rules:\n  - { id: slow, when: { matches: 'a.*b.*c.*[0-9]' }, reply: Never. }\n  - { id: next, reply: Next. }\n"
            )
        );

        Assert.Equal("Never.", await app.SayAsync("abc1"));
        var hostile = new string('a', 5_000) + new string('b', 5_000) + new string('c', 5_000);
        Assert.Equal("Next.", await app.SayAsync(hostile));

        Assert.Contains(
            app.Log.MessagesOf<DecisionLog>(),
            line => line.StartsWith("skipped: rule slow, PatternTimedOut after", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_template_that_fails_on_a_message_is_passed_over()
    {
        await using var app = new WebhookApp(
            (
                "a.yaml",
                "rules:\n  - { id: media, when: show, reply: { media: 'https://{{ text }}', kind: image } }\n  - { id: next, reply: Next. }\n"
            )
        );

        Assert.Equal("Next.", await app.SayAsync("show {{ text }} me"));

        Assert.Contains(
            app.Log.MessagesOf<DecisionLog>(),
            line => line.StartsWith("skipped: rule media, TemplateFailed after", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_a_contact_would_remember_beyond_the_limit_is_refused_and_told_and_the_old_stays()
    {
        await using var app = new WebhookApp(
            (
                "a.yaml",
                """
                rules:
                  - { id: keep, when: keep <what>, remember: { one: "{{ what }}" }, reply: Kept. }
                  - { id: more, when: more <what>, remember: { two: "{{ what }}", three: "{{ what }}", four: "{{ what }}" }, reply: More. }
                  - { id: what, when: what, reply: "{{ contact.one | default: 'nothing' }} {{ contact.four | default: 'nothing' }}" }
                """
            )
        );
        Assert.Equal("Kept.", await app.SayAsync("keep bread"));

        Assert.Equal("More.", await app.SayAsync("more " + new string('x', 15_000)));

        Assert.Equal("bread nothing", await app.SayAsync("what"));
        Assert.Contains(
            app.Log.MessagesOf<Inbox>(),
            line =>
                line.EndsWith("has too many variables: 1 changes of rule more were refused", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Which_rules_answer_is_the_same_hash_in_readiness_in_the_metrics_and_in_the_line_of_every_message()
    {
        await using var app = new WebhookApp(("a.yaml", "rules:\n  - { id: all, reply: Hi. }\n"));
        await using var same = new WebhookApp(("a.yaml", "rules:\n  - { id: all, reply: Hi. }\n"));
        await using var other = new WebhookApp(("a.yaml", "rules:\n  - { id: all, reply: Ho. }\n"));

        var version = await VersionAsync(app);
        await app.SayAsync("hello");

        Assert.Matches("^[0-9a-f]{8,}$", version);
        Assert.Equal(version, await VersionAsync(same));
        Assert.NotEqual(version, await VersionAsync(other));
        Assert.EndsWith($", rules {version}", Assert.Single(app.Log.MessagesOf<AnswerLog>()), StringComparison.Ordinal);
        Assert.Matches(
            $"wr_rules_version\\{{[^}}]*version=\"{version}\"[^}}]*\\}} 1",
            await app.Management.GetStringAsync("/metrics", TestContext.Current.CancellationToken)
        );
    }

    private static async Task<string> VersionAsync(WebhookApp app) =>
        (string)
            JsonNode.Parse(
                await app.Management.GetStringAsync("/health/ready", TestContext.Current.CancellationToken)
            )!["rules"]!["version"]!;
}
