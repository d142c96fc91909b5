using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

/// <summary>A trial becomes a test at its source; the rest of the file stays byte for byte.</summary>
public sealed class KeptTestTests
{
    private const string Before = """
        # The shop. Ann: keep my comments!
        rules:
          - id: hours   # often asked
            when: [open, hours]
            reply: We open at 8.   # really

          - id: cake
            when: cake
            reply: |
              A cake is €20.

              Ask us!
            tests:
              - say: cake      # the first
                has: €20
              # between
              - { say: cakes or cake,
                  has: Ask }   # the last
            priority: 2
          - { id: pie, when: pie, reply: Pie! }
          - { id: tart, when: tart, reply: Tart!, tests: [{ say: tart }] }
          - id: none
            when: none
            reply: None.
            tests: []
          - id: city
            when: [i live in <town>]
            remember: { city: "{{ town }}" }
            reply: Noted.
          - id: where
            when: where
            reply: "In {{ contact.city | default: 'nowhere' }}."
          - id: picture
            when: { type: image }
            reply: Nice.
        texts:
          greeting: Hi!   # shared
        """;

    public static TheoryData<string, NewRuleTest, string, string> Tests =>
        new()
        {
            {
                "a rule without tests",
                New("hours", ["When do you open?"], "We open at 8."),
                "reply: We open at 8.   # really",
                "reply: We open at 8.   # really\n    tests:\n      - say: When do you open?\n        reply: We open at 8."
            },
            {
                "behind the last test, with its comment",
                New("cake", ["a cake"], "A cake is €20.\n\nAsk us!"),
                "has: Ask }   # the last",
                "has: Ask }   # the last\n      - say: a cake\n        reply: \"A cake is €20.\\n\\nAsk us!\""
            },
            {
                "a rule on one line",
                New("pie", ["pie: please"], "Pie!"),
                "reply: Pie! }",
                "reply: Pie!, tests: [{ say: \"pie: please\", reply: Pie! }] }"
            },
            {
                "tests on one line",
                New("tart", ["a tart"], null),
                "tests: [{ say: tart }]",
                "tests: [{ say: tart }, { say: a tart }]"
            },
            { "an empty list", New("none", ["none"], null), "tests: []", "tests: [{ say: none }]" },
            {
                "a conversation",
                New("where", ["i live in Cork", "where?"], "In Cork."),
                "reply: \"In {{ contact.city | default: 'nowhere' }}.\"",
                "reply: \"In {{ contact.city | default: 'nowhere' }}.\"\n    tests:\n      - say: [i live in Cork, where?]\n        reply: In Cork."
            },
            {
                "a picture on a day and a channel",
                new NewRuleTest
                {
                    Rule = "picture",
                    Say =
                    [
                        new TrialMessage
                        {
                            Kind = "image",
                            Media = "https://www.example.com/cake.jpg",
                            Text = "this, one?",
                            Channel = "10",
                            At = new DateTimeOffset(2026, 12, 24, 9, 0, 0, TimeSpan.FromHours(1)),
                        },
                    ],
                },
                "reply: Nice.",
                "reply: Nice.\n    tests:\n      - say: { image: cake.jpg, text: \"this, one?\" }\n        channel: \"10\"\n        at: \"2026-12-24T08:00:00Z\""
            },
            {
                "a text that must not be answered",
                new NewRuleTest
                {
                    Rule = "hours",
                    Say = [new TrialMessage { Text = "tests: #1" }],
                    Not = true,
                },
                "reply: We open at 8.   # really",
                "reply: We open at 8.   # really\n    tests:\n      - not: \"tests: #1\""
            },
        };

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task A_test_stands_beside_its_rule_and_passes(string place, NewRuleTest test, string old, string now)
    {
        Assert.NotEmpty(place);
        foreach (var (lineEnd, mark) in new[] { ("\n", ""), ("\r\n", "\uFEFF") })
        {
            var before = mark + Before.ReplaceLineEndings(lineEnd);
            await using var app = new ApiApp(("shop.yaml", before));
            var draft = await app.As("owner").AddTestAsync("kept", test, ApiApp.Token);

            Assert.Equal(
                before.Replace(
                    old.ReplaceLineEndings(lineEnd),
                    now.ReplaceLineEndings(lineEnd),
                    StringComparison.Ordinal
                ),
                draft.Files["shop.yaml"]
            );
            var check = await app.Client.CheckAsync(new RuleCheck { Files = draft.Files }, ApiApp.Token);
            Assert.Equal((true, 0, 4), (check.Ok, check.FailedTests, check.Tests));
        }
    }

    [Fact]
    public async Task Tests_are_added_to_the_same_draft_one_after_the_other()
    {
        await using var app = new ApiApp(("shop.yaml", Before));
        await app.Client.AddTestAsync("kept", New("hours", ["open?"], null), ApiApp.Token);
        var draft = await app.Client.AddTestAsync("kept", New("hours", ["hours?"], null), ApiApp.Token);

        Assert.Contains(
            "    tests:\n      - say: open?\n      - say: hours?\n",
            draft.Files["shop.yaml"]!.ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
        Assert.Equal("We open at 8.", await app.SayAsync("hours"));
    }

    public static TheoryData<string, NewRuleTest, int> Refused =>
        new()
        {
            { "no such rule", New("nobody", ["hi"], null), 404 },
            { "nothing said", New("hours", [], null), 422 },
            { "an empty text", New("hours", [" "], null), 422 },
            {
                "a place",
                new NewRuleTest { Rule = "hours", Say = [new TrialMessage { Latitude = 1, Longitude = 2 }] },
                422
            },
            { "a table of answers", New("faq-1", ["hi"], null), 404 },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_a_test_is_refused_and_begins_no_draft(string what, NewRuleTest test, int status)
    {
        Assert.NotEmpty(what);
        await using var app = new ApiApp(("shop.yaml", Before));
        var refused = await ApiApp.RefusedAsync(() => app.Client.AddTestAsync("kept", test, ApiApp.Token));

        Assert.Equal((HttpStatusCode)status, refused.Status);
        Assert.Empty((await app.Client.DraftsAsync(ApiApp.Token)).Items);
    }

    [Fact]
    public async Task A_check_says_what_no_test_reaches_if_it_is_asked()
    {
        await using var app = new ApiApp(("shop.yaml", Before));
        var nothing = new Dictionary<string, string?>();
        var asked = await app.As("viewer").CheckAsync(new RuleCheck { Files = nothing, Coverage = true }, ApiApp.Token);
        var not = await app.Client.CheckAsync(new RuleCheck { Files = nothing }, ApiApp.Token);
        var broken = await app.Client.CheckAsync(
            new RuleCheck
            {
                Files = new Dictionary<string, string?> { ["shop.yaml"] = "rules: [" },
                Coverage = true,
            },
            ApiApp.Token
        );

        Assert.Equal(8, asked.Coverage!.Rules);
        Assert.Equal(
            ["hours", "pie", "none", "city", "where", "picture"],
            asked.Coverage.Gaps.Where(gap => gap.Branch is null).Select(gap => gap.Rule)
        );
        Assert.All(asked.Coverage.Gaps, gap => Assert.Equal("shop.yaml", gap.Path));
        Assert.Null(not.Coverage);
        Assert.Null(broken.Coverage);
    }

    private static NewRuleTest New(string rule, string[] say, string? reply) =>
        new()
        {
            Rule = rule,
            Say = [.. say.Select(text => new TrialMessage { Text = text })],
            Reply = reply,
        };
}
