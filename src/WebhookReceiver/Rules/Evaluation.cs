using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Rules;

/// <summary>
/// The progress of one message through the rules. Its <see cref="MatchContext"/> reuses it for the next message, so it
/// allocates nothing.
/// </summary>
internal sealed class Evaluation
{
    public Budget Budget;
    public FormState Form;
    public Findings Findings;

    private RuleSet _rules = null!;
    private string _channel = "";

    /// <summary>The current stage, as an index of <see cref="RuleSet.Stages"/>.</summary>
    public int Stage { get; set; }

    /// <summary>The current rule, as an index of <see cref="RuleSet.Rules"/>.</summary>
    public int Position { get; set; }

    /// <summary>True: only rules for events are asked; false: only the others.</summary>
    public bool IsEvent { get; private set; }

    /// <summary>False for a contact who opted out or is in a handover.</summary>
    public bool AsksAll { get; private set; }

    /// <summary>True: only rules with <c>always</c> are asked.</summary>
    public bool OnlyAlways => !AsksAll || Form.IsWaiting;

    /// <summary>
    /// Whether a word of the message may be mistyped; null until the first stage ends without an answer.
    /// </summary>
    public bool? HasTypos { get; set; }

    /// <summary>Whether the rules are marked that may match words without what is written onto them.</summary>
    public bool IsStripped { get; set; }

    /// <summary>The look-up to wait for; null: the plug-in at <see cref="Position"/>.</summary>
    public PendingLookup? Pending { get; set; }

    /// <summary>The model to wait for; null: none.</summary>
    public PendingModel? PendingModel { get; set; }

    /// <summary>The decision; null until a rule answers.</summary>
    public Decision? Decision { get; set; }

    public void Begin(RuleSet rules, IncomingMessage message, TimeProvider time, bool asksAll)
    {
        _rules = rules;
        _channel = message.Channel;
        IsEvent = message.Event is not null;
        AsksAll = asksAll;
        Budget = Budget.Start(rules.Limits, time);
    }

    /// <summary>Returns to the first rule, with the budget as it was there. The findings stay.</summary>
    public void Rewind()
    {
        Stage = 0;
        Position = 0;
        Budget.Rewind();
    }

    /// <summary>Takes the answer of a rule; a look-up that must come first makes the rule wait.</summary>
    public Step Answer(string rule, Answer answer)
    {
        if (answer.Pending is not null)
        {
            Pending = answer.Pending;
            return Step.Waits;
        }

        if (answer.PendingModel is not null)
        {
            PendingModel = answer.PendingModel;
            return Step.Waits;
        }

        Decision = Decision.Of(rule, answer, _channel, _rules.Lengths, Findings.Faults);
        return Step.Answered;
    }

    /// <summary>Takes the answer of a rule with a constant answer.</summary>
    public Step Answer(Decision prepared)
    {
        Decision = Findings.HasFaults ? prepared with { Faults = Findings.Faults } : prepared;
        return Step.Answered;
    }

    /// <summary>Records why a rule has no answer.</summary>
    public void Fail(string rule, RuleFaultKind kind, string? detail = null) =>
        Findings.Add(new RuleFault(rule, kind, Budget.Elapsed, Exception: null) { Detail = detail });

    /// <summary>Records the failure of a rule.</summary>
    public void Fail(FileRule rule, Exception e)
    {
        var (kind, elapsed) = e switch
        {
            RegexMatchTimeoutException slow => (RuleFaultKind.PatternTimedOut, slow.MatchTimeout),
            TemplateException => (RuleFaultKind.TemplateFailed, Budget.Elapsed),
            _ => (RuleFaultKind.Threw, Budget.Elapsed),
        };
        Findings.Add(new RuleFault(rule.Name, kind, elapsed, e));
    }

    /// <summary>
    /// Whether the time is used up. Reading the clock costs time, so it happens now and then, and after each fault.
    /// </summary>
    public bool IsOverBudget() => (Findings.HasFaults || Budget.IsTimeToLook()) && Budget.Left <= TimeSpan.Zero;

    /// <summary>The decision, or <see cref="Decision.None"/>.</summary>
    public Decision Outcome =>
        Decision ?? (Findings.HasFaults ? Decision.None with { Faults = Findings.Faults } : Decision.None);

    /// <summary>Releases the message.</summary>
    public void Clear()
    {
        _rules = null!;
        Form = default;
        Findings = default;
        Stage = 0;
        Position = 0;
        HasTypos = null;
        IsStripped = false;
        Pending = null;
        PendingModel = null;
        Decision = null;
    }
}

/// <summary>The result of asking a rule, or all rules.</summary>
internal enum Step
{
    /// <summary>No answer: continue with the next rule.</summary>
    Passed = 0,

    /// <summary>The evaluation holds the decision.</summary>
    Answered = 1,

    /// <summary>Wait for a plug-in, a look-up or a model.</summary>
    Waits = 2,
}

/// <summary>The time limit of the rules. The fallback stage has its own.</summary>
internal struct Budget
{
    private const int CandidatesBetweenLooks = 16;

    private DecisionLimits _limits;
    private TimeProvider _time;
    private long _begin;
    private long _since;
    private int _asked;

    public bool IsFallback { get; private set; }

    public static Budget Start(DecisionLimits limits, TimeProvider time)
    {
        var now = time.GetTimestamp();
        return new Budget
        {
            _limits = limits,
            _time = time,
            _begin = now,
            _since = now,
        };
    }

    public readonly TimeSpan Elapsed => _time.GetElapsedTime(_since);

    public readonly TimeSpan Left => (IsFallback ? _limits.Fallback : _limits.Rules) - Elapsed;

    public bool IsTimeToLook() => ++_asked % CandidatesBetweenLooks == 0;

    public void EnterFallback()
    {
        if (!IsFallback)
        {
            IsFallback = true;
            _since = _time.GetTimestamp();
        }
    }

    /// <summary>Excludes time that the rules did not use.</summary>
    public void Exclude(long ticks)
    {
        _begin += ticks;
        _since += ticks;
    }

    public void Rewind()
    {
        IsFallback = false;
        _since = _begin;
        _asked = 0;
    }
}

/// <summary>The form or menu with an open question at the arrival of the message.</summary>
internal struct FormState
{
    /// <summary>The open question; null if there is none, or once the message has answered it.</summary>
    public OpenForm? Open;

    /// <summary>The rule that asked it.</summary>
    public FileRule? Rule;

    /// <summary>True until the form has seen the message: rules with <c>always</c> come first.</summary>
    public bool IsWaiting;

    /// <summary>True if the contact's form must close.</summary>
    public bool MustClose;

    /// <summary>The rule whose question had too many attempts.</summary>
    public FileRule? GaveUp;

    /// <summary>True if the form has seen the message, which was no answer.</summary>
    public readonly bool IsOpen => Open is not null && !IsWaiting;
}

/// <summary>Side results of a message besides its answer.</summary>
internal struct Findings
{
    private List<RuleFault>? _faults;
    private List<string>? _shadows;
    private ImmutableArray<ExternalResult>.Builder? _external;

    public readonly bool HasFaults => _faults is not null;

    public readonly ImmutableArray<RuleFault> Faults => _faults is null ? [] : [.. _faults];

    /// <summary>Adds a fault; a rule that fails alike in every round is told of once.</summary>
    public void Add(RuleFault fault)
    {
        _faults ??= [];
        if (!_faults.Exists(known => known.Kind == fault.Kind && known.RuleName == fault.RuleName))
        {
            _faults.Add(fault);
        }
    }

    public void Add(ExternalResult result) =>
        (_external ??= ImmutableArray.CreateBuilder<ExternalResult>()).Add(result);

    /// <summary>Adds a shadow rule, once.</summary>
    public void AddShadow(string rule)
    {
        _shadows ??= [];
        if (!_shadows.Contains(rule, StringComparer.Ordinal))
        {
            _shadows.Add(rule);
        }
    }

    /// <summary>The decision with shadow rules and external results.</summary>
    public readonly Decision In(Decision decision) =>
        _shadows is null && _external is null
            ? decision
            : decision with
            {
                Shadows = _shadows is null ? [] : [.. _shadows],
                External = _external is null ? [] : _external.ToImmutable(),
            };
}
