using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using WebhookReceiver;

namespace PluginNamespace;

/// <summary>Answers "Where is order 1234?". Replace it with a rule of your own.</summary>
internal sealed partial class OrderRule(IOptions<OrderSettings> settings) : IReplyRule
{
    public string Name => "plugin-name";

    // Before the rules of the files, whose priority is 0 unless they say otherwise.
    public int Priority => 15;

    public ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        var question = Question.Match(message.Text);
        if (!question.Success)
        {
            return new((Reply?)null); // not for us: the next rule is asked
        }

        var number = question.Groups["number"].Value;
        return new(
            settings.Value.Orders.TryGetValue(number, out var state)
                ? Reply.Say($"Order {number}: {state}.")
                : Reply.Say($"I cannot find order {number}. Please check the number on your receipt.")
        );
    }

    [GeneratedRegex(
        @"\border\s+#?(?<number>[0-9]{4,8})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        100
    )]
    private static partial Regex Question { get; }
}
