using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>
/// A conversation of one contact with a rule set of one file: texts, answers, and the contact's state.
/// </summary>
internal sealed class Talk
{
    public static readonly DateTimeOffset Start = new(2026, 1, 14, 12, 0, 0, TimeSpan.Zero);

    public RuleSet RuleSet { get; }

    private readonly TestContact _contact = new();

    public Talk(string rules)
    {
        var build = RuleSamples.Build(rules);
        Assert.DoesNotContain(build.Problems, problem => problem.Severity == ProblemSeverity.Error);
        RuleSet = build.RuleSet;
        Tests = build.Tests;
    }

    public IReadOnlyList<RuleTest> Tests { get; }

    public DateTimeOffset Now { get; private set; } = Start;

    public Decision Last { get; private set; } = null!;

    /// <summary>The contact's variables that rules see.</summary>
    public IReadOnlyDictionary<string, string> Known => _contact.Known(Message("") with { ReceivedAt = Now }).Contact;

    /// <summary>The program's own variables of the contact.</summary>
    public IReadOnlyDictionary<string, string> Own => _contact.At(Now).Own;

    public void Wait(TimeSpan time) => Now += time;

    /// <summary>The text of the answer; null for silence.</summary>
    public Task<string?> SayAsync(string text) => SendAsync(Message(text));

    public async Task<string?> SendAsync(IncomingMessage message)
    {
        Now += TimeSpan.FromSeconds(1);
        var known = _contact.Known(message with { ReceivedAt = Now });
        Last = await RuleSet.DecideAsync(known, _contact.At(Now), TestContext.Current.CancellationToken);
        _contact.Remember(Last.Changes);
        Assert.Empty(Last.Faults);
        return Last.Reply is { IsSilent: false } reply ? reply.Text : null;
    }

    public static IncomingMessage Message(string text, long seed = 0) =>
        new()
        {
            Sender = "447700900123",
            Text = text,
            Channel = "8",
            Project = "31",
            Seed = seed,
        };
}
