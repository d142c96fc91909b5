using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules;

/// <summary>
/// How far one message has come through the rules. Its <see cref="MatchContext"/> keeps it for the next message, so that it
/// costs no memory.
/// </summary>
internal sealed class Evaluation
{
    public Budget Budget;
    public FormState Form;
    public Findings Findings;

    private RuleSet _rules = null!;
    private string _channel = "";

    /// <summary>The stage whose rules are asked, as an index of <see cref="RuleSet.Stages"/>.</summary>
    public int Stage { get; set; }

    /// <summary>The rule that is asked, as an index of <see cref="RuleSet.Rules"/>.</summary>
    public int Position { get; set; }

    /// <summary>True: only rules that react to events are asked; false: only the others.</summary>
    public bool IsEvent { get; private set; }

    /// <summary>False for a contact who opted out or talks to a person.</summary>
    public bool AsksAll { get; private set; }

    /// <summary>True: only rules that always answer are asked.</summary>
    public bool OnlyAlways => !AsksAll || Form.IsWaiting;

    /// <summary>Whether a word of the message may be mistyped; null until the first stage ends without an answer.</summary>
    public bool? HasTypos { get; set; }

    /// <summary>Whether the rules are marked that may match words without what is written onto them.</summary>
    public bool IsStripped { get; set; }

    /// <summary>The look-up to wait for; null: the plug-in at <see cref="Position"/>.</summary>
    public PendingLookup? Pending { get; set; }

    /// <summary>What the rules say; null until one answers.</summary>
    public Decision? Decision { get; set; }

    public void Begin(RuleSet rules, IncomingMessage message, TimeProvider time, bool asksAll)
    {
        _rules = rules;
        _channel = message.Channel;
        IsEvent = message.Event is not null;
        AsksAll = asksAll;
        Budget = Budget.Start(rules.Limits, time);
    }

    /// <summary>Back to the first rule, with the budget as it was there. The findings stay.</summary>
    public void Rewind()
    {
        Stage = 0;
        Position = 0;
        Budget.Rewind();
    }

    /// <summary>Takes the answer of a rule; if a look-up must come first, the rule waits for it.</summary>
    public Step Answer(string rule, Answer answer)
    {
        if (answer.Pending is not null)
        {
            Pending = answer.Pending;
            return Step.Waits;
        }

        Decision = Decision.Of(rule, answer, _channel, _rules.Lengths, Findings.Faults);
        return Step.Answered;
    }

    /// <summary>Takes the answer of a rule that answers every message alike.</summary>
    public Step Answer(Decision prepared)
    {
        Decision = Findings.HasFaults ? prepared with { Faults = Findings.Faults } : prepared;
        return Step.Answered;
    }

    /// <summary>Notes why a rule has no answer.</summary>
    public void Fail(string rule, RuleFaultKind kind) =>
        Findings.Add(new RuleFault(rule, kind, Budget.Elapsed, Exception: null));

    /// <summary>Notes that a rule failed.</summary>
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

    /// <summary>Whether the time is used up. The clock costs time itself, so it is read now and then, and after each fault.</summary>
    public bool IsOverBudget() => (Findings.HasFaults || Budget.IsTimeToLook()) && Budget.Left <= TimeSpan.Zero;

    /// <summary>The decision, or that no rule answers.</summary>
    public Decision Outcome =>
        Decision ?? (Findings.HasFaults ? Decision.None with { Faults = Findings.Faults } : Decision.None);

    /// <summary>Lets go of the message.</summary>
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
        Decision = null;
    }
}

/// <summary>What came of asking a rule, or of asking all of them.</summary>
internal enum Step
{
    /// <summary>No answer: the next rule is asked, if there is one.</summary>
    Passed = 0,

    /// <summary>The evaluation holds the decision.</summary>
    Answered = 1,

    /// <summary>A plug-in or another server must be waited for.</summary>
    Waits = 2,
}

/// <summary>The time that rules may take. The stage fallback has its own.</summary>
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

    /// <summary>Leaves out time that the rules did not take.</summary>
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

/// <summary>The form or menu whose question was open when the message came.</summary>
internal struct FormState
{
    /// <summary>The open question; null if there is none, or the message has answered it.</summary>
    public OpenForm? Open;

    /// <summary>The rule that asked it.</summary>
    public FileRule? Rule;

    /// <summary>True until the form has seen the message: rules that always answer come first.</summary>
    public bool IsWaiting;

    /// <summary>True if the contact's form must be closed.</summary>
    public bool MustClose;

    /// <summary>The rule whose question was tried too often.</summary>
    public FileRule? GaveUp;

    /// <summary>True if the form has seen the message, and it was no answer.</summary>
    public readonly bool IsOpen => Open is not null && !IsWaiting;
}

/// <summary>What is told of a message besides its answer.</summary>
internal struct Findings
{
    private List<RuleFault>? _faults;
    private List<string>? _shadows;
    private ImmutableArray<ForeignAnswer>.Builder? _foreign;

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

    public void Add(ForeignAnswer answer) => (_foreign ??= ImmutableArray.CreateBuilder<ForeignAnswer>()).Add(answer);

    /// <summary>Adds a rule in the shadow, once.</summary>
    public void AddShadow(string rule)
    {
        _shadows ??= [];
        if (!_shadows.Contains(rule, StringComparer.Ordinal))
        {
            _shadows.Add(rule);
        }
    }

    /// <summary>The decision with the shadows and with what plug-ins and other servers said.</summary>
    public readonly Decision In(Decision decision) =>
        _shadows is null && _foreign is null
            ? decision
            : decision with
            {
                Shadows = _shadows is null ? [] : [.. _shadows],
                Foreign = _foreign is null ? [] : _foreign.ToImmutable(),
            };
}
