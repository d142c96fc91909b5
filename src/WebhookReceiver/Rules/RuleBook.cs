using System.Collections.Frozen;
using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules;

/// <summary>
/// All rules in their order, checked and compiled; immutable, so that one message sees one consistent set.
/// The order is stage, priority (high first), path, position; plug-ins come last among equals, by name.
/// </summary>
internal sealed partial class RuleBook
{
    private static readonly IncomingMessage Nobody = new() { Sender = "-" };

    private readonly RuleIndex _index;
    private readonly ImmutableArray<Decision?> _prepared;
    private readonly ImmutableArray<bool> _always;
    private readonly ImmutableArray<bool> _reacts;
    private readonly FrozenSet<string> _events;
    private readonly bool _hasAlways;
    private readonly Dictionary<string, FileRule> _byName;
    private readonly Recollections _recollections;
    private readonly int _fallbackStart;
    private readonly ForgivingRules? _forgiving;
    private readonly DecisionLimits _limits;
    private readonly TimeProvider _time;

    private RuleBook(
        string version,
        Vocabulary vocabulary,
        ImmutableArray<IReplyRule> rules,
        Gate gate,
        TextLimits lengths,
        DecisionLimits limits,
        TimeProvider time,
        Pace? pace = null
    )
    {
        Version = version;
        Vocabulary = vocabulary;
        Rules = rules;
        Gate = gate;
        Lengths = lengths;
        _limits = limits;
        _time = time;
        pace?.Breathe();
        _index = new RuleIndex(vocabulary, [.. rules.Select(rule => (rule as FileRule)?.When)], pace);
        _forgiving = ForgivingRules.Of(rules, vocabulary);
        _prepared = Prepare(rules, pace);
        _byName = new(rules.Length, StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (rule is FileRule file)
            {
                _byName.TryAdd(file.Name, file);
            }
        }
        pace?.Breathe();
        _always = [.. rules.Select(rule => rule is FileRule { Talk.IsAlways: true })];
        _hasAlways = _always.Contains(true);
        _reacts = [.. rules.Select(Reacts)];
        _events = rules.Where(Reacts).SelectMany(EventsOf).ToFrozenSet(StringComparer.Ordinal);
        pace?.Breathe();
        _recollections = rules
            .OfType<FileRule>()
            .SelectMany(rule => rule.When)
            .Aggregate(Recollections.None, (all, condition) => all | condition.Recollections);
        _fallbackStart = rules.TakeWhile(rule => rule.Stage != ReplyStage.Fallback).Count();
    }

    /// <summary>A book without rules: every message gets silence.</summary>
    public static RuleBook Empty { get; } =
        new("empty", new Vocabulary(), [], Gate.Open, TextLimits.Known, DecisionLimits.Default, TimeProvider.System);

    /// <summary>Short hash of everything the book was made of.</summary>
    public string Version { get; }

    public Vocabulary Vocabulary { get; }

    /// <summary>What stands before all rules.</summary>
    public Gate Gate { get; }

    /// <summary>How long a text may be on each channel.</summary>
    public TextLimits Lengths { get; }

    /// <summary>All rules, in the order in which they are asked.</summary>
    public ImmutableArray<IReplyRule> Rules { get; }

    /// <summary>Puts the rules in order and builds the index.</summary>
    public static RuleBook Create(
        string version,
        Vocabulary vocabulary,
        IEnumerable<FileRule> fileRules,
        IEnumerable<IReplyRule> pluginRules,
        DecisionLimits limits,
        TimeProvider time,
        Gate? gate = null,
        TextLimits? lengths = null,
        Pace? pace = null
    )
    {
        var files = fileRules
            .OrderBy(rule => rule.Place.Path, StringComparer.Ordinal)
            .ThenBy(rule => rule.Place.Line)
            .ThenBy(rule => rule.Place.Column);
        var plugins = pluginRules.OrderBy(rule => rule.Name, StringComparer.Ordinal);
        ImmutableArray<IReplyRule> rules =
        [
            .. files.Concat(plugins).OrderBy(rule => rule.Stage).ThenByDescending(rule => rule.Priority),
        ];
        return new RuleBook(
            version,
            vocabulary,
            rules,
            gate ?? Gate.Open,
            lengths ?? TextLimits.Known,
            limits,
            time,
            pace
        );
    }

    /// <summary>Whether any rule reacts to this event; if not, there is nothing to decide.</summary>
    public bool ReactsTo(string happening) => _events.Contains(happening);

    /// <summary>The same rules without those of plug-ins: it answers alike whatever their world looks like today.</summary>
    public RuleBook WithoutPlugins() =>
        Rules.All(rule => rule is FileRule)
            ? this
            : new RuleBook(
                Version,
                Vocabulary,
                [.. Rules.Where(rule => rule is FileRule)],
                Gate,
                Lengths,
                _limits,
                _time
            );

    private static bool Reacts(IReplyRule rule)
    {
        foreach (var condition in (rule as FileRule)?.When ?? [])
        {
            if (condition is EventCondition)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> EventsOf(IReplyRule rule) =>
        (rule as FileRule)?.When.OfType<EventCondition>().SelectMany(condition => condition.Events) ?? [];

    private ImmutableArray<Decision?> Prepare(ImmutableArray<IReplyRule> rules, Pace? pace)
    {
        var prepared = ImmutableArray.CreateBuilder<Decision?>(rules.Length);
        foreach (var rule in rules)
        {
            pace?.Breathe();
            prepared.Add(Prepare(rule));
        }

        return prepared.MoveToImmutable();
    }

    /// <summary>The decision of a rule that answers every message alike, its bytes ready to send.</summary>
    private Decision? Prepare(IReplyRule rule)
    {
        if (rule is not FileRule { Plan.IsConstant: true, Talk: null } file)
        {
            return null;
        }
        var reply = file.Plan.Make(Nobody, []);
        // One that must be cut somewhere is not the same everywhere.
        return reply.Text?.Length > Lengths.Smallest ? null : Decided(file.Name, reply, "", []);
    }

    private Decision Decided(string name, Answer answer, string channel, ImmutableArray<RuleFault> faults) =>
        Decided(name, answer.Reply, channel, faults) with
        {
            Changes = answer.Changes,
            Later = answer.Later,
            Channel = answer.Channel,
        };

    private Decision Decided(string name, Reply reply, string channel, ImmutableArray<RuleFault> faults)
    {
        if (Lengths.IsTooLong(reply.Text, channel))
        {
            var cut = reply with { Text = Lengths.Cut(reply.Text!, channel) };
            var fault = new RuleFault(name, RuleFaultKind.TooLong, TimeSpan.Zero, null);
            return new(name, cut, InstantReply.ToJson(cut), [.. faults, fault]);
        }
        return new(name, reply, reply.IsSilent ? InstantReply.Silence : InstantReply.ToJson(reply), faults);
    }
}

/// <summary>Time that rules may take: all stages but fallback together, and fallback alone.</summary>
internal sealed record DecisionLimits(TimeSpan Rules, TimeSpan Fallback)
{
    public static DecisionLimits Default { get; } = new(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(0.5));
}
