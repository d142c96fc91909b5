using System.Globalization;
using System.Text;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Tables;

/// <summary>A table of ten thousand rows costs a message as much as a table of one.</summary>
public sealed class LargeTableTests
{
    private static readonly Lazy<RuleSet> RuleSet = new(() =>
    {
        var rows = new StringBuilder("name,also,price\n");
        for (var i = 0; i < 10_000; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"Part {i} of the engine,sku-{i}; item number {i},{i}.50\n");
        }
        var build = RuleSamples.Build(
            RuleSamples.File("parts.csv", rows.ToString()),
            RuleSamples.File(
                "shop.yaml",
                """
                tables: { parts: parts.csv }
                rules:
                  - { id: price, when: { words: price, mentions: parts }, reply: "{{ parts.name }}: {{ parts.price }}" }
                  - { id: named, when: { mentions: parts }, reply: "{{ parts.name }}?" }
                  - { id: ordered, priority: 1, when: "order <part:parts>", reply: "Ordered {{ part.name }}." }
                """
            )
        );
        Assert.Equal("", RuleSamples.Told(build));
        return build.RuleSet;
    });

    [Theory]
    [InlineData("price of part 77 of the engine", "price", "Part 77 of the engine: 77.50")]
    [InlineData("PRICE: SKU-9999?", "price", "Part 9999 of the engine: 9999.50")]
    [InlineData("what about item number 5", "named", "Part 5 of the engine?")]
    [InlineData("order sku 12", "ordered", "Ordered Part 12 of the engine.")]
    [InlineData("order part 10000 of the engine", null, null)]
    public async Task A_row_is_found_by_any_of_its_names(string text, string? rule, string? reply)
    {
        var decision = await DecideAsync(text);

        Assert.Equal((rule, reply), (decision.RuleName, decision.Reply?.Text));
    }

    [Theory]
    [InlineData("I have a question that no rule knows")]
    [InlineData("the part of the engine with the number of the item")]
    [InlineData("price of the engine")]
    public async Task A_message_that_names_no_row_allocates_nothing(string text)
    {
        var message = Message(text);
        for (var i = 0; i < 100; i++)
        {
            await RuleSet.Value.DecideAsync(message, TestContext.Current.CancellationToken);
        }

        Assert.InRange(AllocatedBy(message), 0, Unoptimised.MostBytes);
    }

    private static long AllocatedBy(IncomingMessage message)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var decision = RuleSet.Value.DecideAsync(message, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(decision.IsCompletedSuccessfully);
        return allocated;
    }

    private static async Task<Decision> DecideAsync(string text) =>
        await RuleSet.Value.DecideAsync(Message(text), TestContext.Current.CancellationToken);

    private static IncomingMessage Message(string text) => new() { Sender = "15550100001", Text = text };
}
