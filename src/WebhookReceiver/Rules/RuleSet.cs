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
internal sealed class RuleSet
{
    private static readonly IncomingMessage Nobody = new() { Sender = "-" };

    private readonly RuleIndex _index;
    private readonly ImmutableArray<Decision?> _prepared;
    private readonly ImmutableArray<bool> _always;
    private readonly ImmutableArray<bool> _reacts;
    private readonly FrozenSet<string> _events;
    private readonly Dictionary<string, FileRule> _byName;
    private readonly ForgivingRules? _forgiving;
    private readonly RuleEvaluator _evaluator;
    private readonly TimeProvider _time;

    private RuleSet(
        string version,
        Vocabulary vocabulary,
        ImmutableArray<IReplyRule> rules,
        OptOutGate optOutGate,
        TextLimits lengths,
        DecisionLimits limits,
        TimeProvider time,
        Pace? pace = null,
        LanguageDetector? detector = null
    )
    {
        Version = version;
        Detector = detector;
        Vocabulary = vocabulary;
        Rules = rules;
        OptOutGate = optOutGate;
        Lengths = lengths;
        Limits = limits;
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
        HasAlways = _always.Contains(true);
        _reacts = [.. rules.Select(Reacts)];
        _events = rules.Where(Reacts).SelectMany(EventsOf).ToFrozenSet(StringComparer.Ordinal);
        pace?.Breathe();
        Recollections = rules
            .OfType<FileRule>()
            .SelectMany(rule => rule.When)
            .Aggregate(Recollections.None, (all, condition) => all | condition.Recollections);
        Stages = RuleStage.AllOf(rules);
        _evaluator = new RuleEvaluator(this, time);
    }

    /// <summary>A set without rules: every message gets silence.</summary>
    public static RuleSet Empty { get; } =
        new(
            "empty",
            new Vocabulary(),
            [],
            OptOutGate.Open,
            TextLimits.Known,
            DecisionLimits.Default,
            TimeProvider.System
        );

    /// <summary>Short hash of everything the set was made of.</summary>
    public string Version { get; }

    public Vocabulary Vocabulary { get; }

    /// <summary>Tells the languages of the rules apart; null where there is one.</summary>
    public LanguageDetector? Detector { get; }

    /// <summary>True if all parts of a message are answered, see <see cref="SeveralAnswers"/>.</summary>
    public bool AnswersAll { get; init; }

    /// <summary>What stands before all rules.</summary>
    public OptOutGate OptOutGate { get; }

    /// <summary>How long a text may be on each channel.</summary>
    public TextLimits Lengths { get; }

    /// <summary>How long the rules may take.</summary>
    public DecisionLimits Limits { get; }

    /// <summary>All rules, in the order in which they are asked.</summary>
    public ImmutableArray<IReplyRule> Rules { get; }

    /// <summary>The stages that have rules, and the fallback as the last.</summary>
    public ImmutableArray<RuleStage> Stages { get; }

    /// <summary>What the conditions of the rules want kept of every message.</summary>
    public Recollections Recollections { get; }

    /// <summary>True if some rule is asked although the contact opted out or talks to a person.</summary>
    public bool HasAlways { get; }

    /// <summary>True if some rule forgives typing mistakes.</summary>
    public bool CanForgive => _forgiving is not null;

    /// <summary>Puts the rules in order and builds the index.</summary>
    public static RuleSet Create(
        string version,
        Vocabulary vocabulary,
        IEnumerable<FileRule> fileRules,
        IEnumerable<IReplyRule> pluginRules,
        DecisionLimits limits,
        TimeProvider time,
        OptOutGate? optOutGate = null,
        TextLimits? lengths = null,
        Pace? pace = null,
        LanguageDetector? detector = null,
        bool answersAll = false
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
        return new RuleSet(
            version,
            vocabulary,
            rules,
            optOutGate ?? OptOutGate.Open,
            lengths ?? TextLimits.Known,
            limits,
            time,
            pace,
            detector
        )
        {
            AnswersAll = answersAll,
        };
    }

    /// <summary>Whether any rule reacts to this event; if not, there is nothing to decide.</summary>
    public bool ReactsTo(string happening) => _events.Contains(happening);

    /// <summary>The same rules without those of plug-ins: it answers alike whatever their world looks like today.</summary>
    public RuleSet WithoutPlugins() =>
        Rules.All(rule => rule is FileRule)
            ? this
            : new RuleSet(
                Version,
                Vocabulary,
                [.. Rules.Where(rule => rule is FileRule)],
                OptOutGate,
                Lengths,
                Limits,
                _time,
                pace: null,
                Detector
            )
            {
                AnswersAll = AnswersAll,
            };

    /// <summary>Finds the answer to a message from somebody of whom nothing is known, see <see cref="RuleEvaluator"/>.</summary>
    public ValueTask<Decision> DecideAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        _evaluator.DecideAsync(message, default, cancellationToken);

    /// <summary>The same, for a contact of whom something is known.</summary>
    public ValueTask<Decision> DecideAsync(
        IncomingMessage message,
        EvaluationContext known,
        CancellationToken cancellationToken
    ) => _evaluator.DecideAsync(message, known, cancellationToken);

    /// <summary>The rule of the files with this id.</summary>
    public FileRule? FindRule(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether the rule at this position is asked although the contact opted out or talks to a person.</summary>
    public bool IsAlways(int position) => _always[position];

    /// <summary>Whether the rule at this position reacts to events; such a rule answers no message.</summary>
    public bool ReactsAt(int position) => _reacts[position];

    /// <summary>The decision of the rule at this position, if it answers every message alike.</summary>
    public Decision? PreparedAt(int position) => _prepared[position];

    /// <summary>Marks in the context every rule that may match its message.</summary>
    public void Mark(MatchContext context) => _index.Mark(context);

    /// <summary>Marks every rule that may match words without what is written onto them.</summary>
    public void MarkStripped(MatchContext context) => _index.MarkStripped(context);

    /// <summary>Marks every rule that may match if mistyped words are what they may mean; false if there are none.</summary>
    public bool MarkForgiven(MatchContext context)
    {
        if (_forgiving is null || !context.FindTypos(_forgiving.Typos))
        {
            return false;
        }

        _index.MarkForgiven(context, _forgiving.Mask);
        return true;
    }

    /// <summary>Forgives the mistakes of a message from here on, for who asks its rules one by one; false if there are none.</summary>
    public bool Forgives(MatchContext context)
    {
        var forgives = _forgiving is not null && context.FindTypos(_forgiving.Typos);
        context.Forgive(forgives);
        return forgives;
    }

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
        return reply.Text?.Length > Lengths.Smallest
            ? null
            : Decision.Of(file.Name, new Answer(reply), "", Lengths, []);
    }
}

/// <summary>Rules that are asked together.</summary>
/// <param name="Start">Position of its first rule.</param>
/// <param name="End">Position after its last rule.</param>
/// <param name="IsFallback">Whether it is asked when nothing else answered, in a time of its own.</param>
internal readonly record struct RuleStage(int Start, int End, bool IsFallback)
{
    public static ImmutableArray<RuleStage> AllOf(ImmutableArray<IReplyRule> rules) =>
        [
            .. Enum.GetValues<ReplyStage>()
                .Order()
                .Select(stage => new RuleStage(
                    rules.Count(rule => rule.Stage < stage),
                    rules.Count(rule => rule.Stage <= stage),
                    stage == ReplyStage.Fallback
                ))
                .Where(stage => stage.IsFallback || stage.Start < stage.End),
        ];
}

/// <summary>Time that rules may take: all stages but fallback together, and fallback alone.</summary>
internal sealed record DecisionLimits(TimeSpan Rules, TimeSpan Fallback)
{
    public static DecisionLimits Default { get; } = new(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(0.5));
}
