using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using WebhookReceiver;

namespace Orders;

/// <summary>Answers "order 1234" with the state of that order.</summary>
internal sealed partial class OrderStatusRule(
    IConfiguration settings,
    TimeProvider clock,
    ILogger<OrderStatusRule> logger
) : IReplyRule
{
    private readonly OrderBook _orders = new(settings, clock);

    public string Name => "order-status";

    public int Priority => 15;

    public async ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        var question = Question.Match(message.Text);
        if (!question.Success)
        {
            return null; // not for us: the next rule is asked
        }

        var number = question.Groups["number"].Value;
        var state = await _orders.FindAsync(number, cancellationToken);
        LogLookedUp(state is not null);
        return Reply.Say(
            state is null
                ? $"I cannot find order {number}. Please check the number on your receipt."
                : $"Order {number}: {state}."
        );
    }

    [GeneratedRegex(
        @"\border\s+#?(?<number>[0-9]{4,8})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        100
    )]
    private static partial Regex Question { get; }

    [LoggerMessage(LogLevel.Information, "Looked up an order, found: {Found}")]
    private partial void LogLookedUp(bool found);
}
