using System.Globalization;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Commands;

/// <summary>
/// A conversation with the rules: each line is a message of the customer, or begins with ':' and is an order. The
/// state of every contact is kept until the end.
/// </summary>
internal sealed class TryConversation(OfflineRules rules, string channel, string? from, DateTimeOffset start)
{
    private readonly Dictionary<string, TestContact> _contacts = new(StringComparer.Ordinal);
    private string _sender = Conversation.SenderOf(from);
    private DateTimeOffset _now = start;
    private int _said;

    /// <summary>Reads lines until the end of the input and answers each.</summary>
    /// <param name="input">The lines.</param>
    /// <param name="output">Where the answers are written.</param>
    /// <param name="isTyped">True if the person at the terminal sees the line already.</param>
    /// <param name="cancellationToken">Ends the conversation.</param>
    public async Task HoldAsync(TextReader input, TextWriter output, bool isTyped, CancellationToken cancellationToken)
    {
        if (isTyped)
        {
            await output.WriteLineAsync(
                "Write what a customer would write. ':help' shows what else there is, Ctrl-D ends."
            );
            await output.WriteAsync("> ");
        }

        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                await output.WriteLineAsync(isTyped ? "" : $"> {line}");
                await output.WriteLineAsync(await ReplyToAsync(line, cancellationToken));
                await output.WriteLineAsync();
            }

            await output.WriteAsync(isTyped ? "> " : "");
        }
    }

    /// <summary>The answer to a single line, with the JSON on the wire.</summary>
    public async Task<string> AnswerAsync(string line, CancellationToken cancellationToken)
    {
        var (message, told) = TryOrder.IsOrder(line) ? Obey(TryOrder.Parse(line)) : (Said(line), null);
        return message is null ? told! : TryText.Full(await DecideAsync(message, cancellationToken), rules);
    }

    private async Task<string> ReplyToAsync(string line, CancellationToken cancellationToken)
    {
        var (message, told) = TryOrder.IsOrder(line) ? Obey(TryOrder.Parse(line)) : (Said(line.Trim()), null);
        return message is null ? told! : TryText.Short(await DecideAsync(message, cancellationToken), rules);
    }

    /// <summary>What an order makes of it: a message to decide about, or a line for the person.</summary>
    private (IncomingMessage? Message, string? Told) Obey(TryOrder order)
    {
        if (order.Wrong is not null)
        {
            return (null, order.Wrong);
        }

        if (order.Wait is { } wait)
        {
            _now += wait;
            return (null, string.Create(CultureInfo.InvariantCulture, $"(It is {_now:dddd d MMMM yyyy, HH:mm}.)"));
        }

        if (order.From is { } number)
        {
            _sender = Conversation.SenderOf(number);
            return (null, $"(You write as {number}.)");
        }

        var message = Said(order.Text);
        return (order.ApplyTo(message), null);
    }

    private IncomingMessage Said(string text) =>
        new()
        {
            Id = _said == 0 ? "try" : string.Create(CultureInfo.InvariantCulture, $"try-{_said + 1}"),
            Sender = _sender,
            Text = text,
            Channel = channel,
            ReceivedAt = _now.AddSeconds(_said),
            Seed = _said,
        };

    private async Task<Decision> DecideAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        _said++;
        if (!_contacts.TryGetValue(_sender, out var contact))
        {
            _contacts.Add(_sender, contact = new TestContact());
        }

        var known = contact.Known(message);
        var decision = await rules.Rules.Current.DecideAsync(known, contact.At(known.ReceivedAt), cancellationToken);
        contact.Remember(decision.Changes);
        return decision;
    }
}
