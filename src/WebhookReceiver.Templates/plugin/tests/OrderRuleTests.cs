using Microsoft.Extensions.Options;
using WebhookReceiver;

namespace PluginNamespace.Tests;

public sealed class OrderRuleTests
{
    [Theory]
    [InlineData("Where is order 1234?", "Order 1234: packed.")]
    [InlineData("order 9999", "I cannot find order 9999. Please check the number on your receipt.")]
    [InlineData("I'd like to order", null)]
    public async Task An_order_is_found_by_its_number(string text, string? reply)
    {
        var settings = Options.Create(new OrderSettings { Orders = { ["1234"] = "packed" } });
        var tester = new RuleTester(new OrderRule(settings));

        Assert.Equal(reply, await tester.SayAsync(text));
    }
}
