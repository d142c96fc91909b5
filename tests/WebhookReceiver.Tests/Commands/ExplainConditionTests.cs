using System.Text.RegularExpressions;
using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

/// <summary>Every condition, in the words that <c>explain</c> and failing tests show.</summary>
public sealed partial class ExplainConditionTests
{
    private const string Rules = """
        settings: { languages: [en, de] }
        calendars: { shop: { open: { mon-fri: "09:00-17:00" } } }
        tables: { items: [{ name: Loaf, price: 1 }] }
        rules:
          - id: all
            when:
              words: a
              all-words: b c
              is: d
              contains: e
              matches: f
              not: g
              any: [h, { is: i }]
              all: [j, { contains: k }]
              type: [image, video]
              button: pay
              channel: sms
              project: "31"
              from: ["+353*", "+44 7700 900123"]
              chat: [group, mention]
              vars: { branch: cork }
              contact: { city: [cork, dublin], name: known, size: unknown }
              first: 2d
              missed: 3
              mentions: items
              open: shop
              language: en
            stage: fallback
            reply: x
          - id: empty
            when: { first: true, any: { words: a, is: b }, not: [c, { is: d }] }
            reply: y
          - id: night
            when: { closed: shop }
            reply: n
          - id: late
            when: { event: [failed, read] }
            reply: { then: { after: 1m, text: z } }

        """;

    [Fact]
    public async Task Every_condition_is_shown_beside_a_tick_or_a_cross()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Rules);

        var (code, output, errors) = await Verb.RunAsync(
            ExplainCommand.Create([]),
            "zzz",
            "--all",
            "--rules",
            folder.Path,
            "--at",
            "2026-01-14T12:00Z"
        );

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            """
            “zzz”

            No rule answers; the customer gets no reply.

            ✗ empty (a.yaml:30)
                ✓ not: (any: (words: c | is: d))
                ✗ any: (words: a | is: b)
                ✓ first: true
            ✗ night (a.yaml:33)
                ✗ closed: shop
            ✗ late (a.yaml:36)
                ✗ event: failed, read
            ✗ all (a.yaml:5)
                ✗ words: a
                ✗ all-words: b c
                ✗ is: d
                ✗ contains: e
                ✗ matches: f
                ✓ not: (words: g)
                ✗ any: (words: h | is: i)
                ✗ all: (words: j & contains: k)
                ✗ type: image, video
                ✗ button: pay
                ✗ channel: 3
                ✗ project: 31
                ✗ from: +353*, +44 7700 900123
                ✗ any: (chat: group | chat: mention)
                ✗ vars: branch: cork
                ✗ contact: city: cork or dublin, name: known, size: unknown
                ✓ first: 2d
                ✗ missed: 3
                ✗ mentions: items
                ✓ open: shop
                ✓ language: en

            4 rules, decided in * ms
            """,
            Took().Replace(output, "*").Replace(folder.Path + "/", "", StringComparison.Ordinal)
        );
    }

    [GeneratedRegex(@"(?<=decided in )[\d.]+", RegexOptions.None, 1_000)]
    private static partial Regex Took();
}
