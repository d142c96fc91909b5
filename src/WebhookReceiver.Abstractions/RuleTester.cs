namespace WebhookReceiver;

/// <summary>
/// Asks rules in a test, without a server: messages in, replies out. It asks by stage, priority and name, gives each
/// message the facts that earlier replies remembered, and does not hide what a rule throws. Not thread-safe.
/// </summary>
/// <param name="rules">The rules under test.</param>
public sealed class RuleTester(params IReplyRule[] rules)
{
    private readonly List<IReplyRule> _rules =
    [
        .. rules
            .OrderBy(rule => rule.Stage)
            .ThenByDescending(rule => rule.Priority)
            .ThenBy(rule => rule.Name, StringComparer.Ordinal),
    ];

    private readonly Dictionary<string, (string Value, DateTimeOffset? Until)> _contact = new(StringComparer.Ordinal);
    private int _messages;

    /// <summary>Who writes, unless a message says otherwise; not empty.</summary>
    public string Sender { get; init; } = "15550100";

    /// <summary>The clock that gives messages their time of arrival. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Time that all rules of one message share. Default 2.5 s, as in the service.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Says a text, and returns the text of the reply.</summary>
    /// <param name="text">What the contact writes.</param>
    /// <returns>The text; <see langword="null"/> if no rule answers, or if the reply has no text.</returns>
    /// <exception cref="TimeoutException">The rules took longer than <see cref="Limit"/>.</exception>
    public async Task<string?> SayAsync(string text) =>
        (await AskAsync(new IncomingMessage { Sender = Sender, Text = text }).ConfigureAwait(false))?.Text;

    /// <summary>Sends a message, and returns the reply of the first rule that has one.</summary>
    /// <param name="message">
    /// The message. An id, a time of arrival and a seed are added if it has none, and the remembered facts.
    /// </param>
    /// <returns>The reply; <see langword="null"/> if no rule answers.</returns>
    /// <exception cref="TimeoutException">The rules took longer than <see cref="Limit"/>.</exception>
    public async Task<Reply?> AskAsync(IncomingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _messages++;
        var at = message.ReceivedAt == default ? Time.GetUtcNow() : message.ReceivedAt;
        var asked = message with
        {
            Id = message.Id ?? $"test-{_messages}",
            ReceivedAt = at,
            Seed = message.Seed == 0 ? _messages : message.Seed,
            Contact = FactsAt(at, message.Contact),
        };
        using var time = new CancellationTokenSource(Limit, Time);
        var reply = await FirstReplyAsync(asked, time.Token).WaitAsync(Limit, Time).ConfigureAwait(false);
        Keep(reply?.Notes ?? [], at);
        return reply;
    }

    private async Task<Reply?> FirstReplyAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        foreach (var rule in _rules)
        {
            if (await rule.ReplyAsync(message, cancellationToken).ConfigureAwait(false) is { } reply)
            {
                return reply;
            }
        }

        return null;
    }

    private Dictionary<string, string> FactsAt(DateTimeOffset at, IReadOnlyDictionary<string, string> given)
    {
        var facts = new Dictionary<string, string>(given, StringComparer.Ordinal);
        foreach (var (name, (value, until)) in _contact)
        {
            if (until is null || at < until)
            {
                facts[name] = value;
            }
        }

        return facts;
    }

    private void Keep(IReadOnlyList<ContactNote> notes, DateTimeOffset at)
    {
        foreach (var note in notes)
        {
            if (note.Value is null)
            {
                _contact.Remove(note.Name);
            }
            else
            {
                _contact[note.Name] = (note.Value, at + note.KeepFor);
            }
        }
    }
}
