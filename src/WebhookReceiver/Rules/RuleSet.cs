using System.Collections.Frozen;
using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules;

/// <summary>
/// All rules in order, checked and compiled; immutable, so that a message sees one consistent set. Order: stage,
/// priority (high first), path, position; on a tie plug-ins come last, by name.
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
        BackgroundThrottle.Yield();
        _index = new RuleIndex(vocabulary, [.. rules.Select(rule => (rule as FileRule)?.When)]);
        _forgiving = ForgivingRules.Of(rules, vocabulary);
        _prepared = Prepare(rules);
        _byName = new(rules.Length, StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (rule is FileRule file)
            {
                _byName.TryAdd(file.Name, file);
            }
        }
        BackgroundThrottle.Yield();
        _always = [.. rules.Select(rule => rule is FileRule { Options.IsAlways: true })];
        HasAlways = _always.Contains(true);
        _reacts = [.. rules.Select(Reacts)];
        _events = rules.Where(Reacts).SelectMany(EventsOf).ToFrozenSet(StringComparer.Ordinal);
        BackgroundThrottle.Yield();
        TrackedFacts = rules
            .OfType<FileRule>()
            .SelectMany(rule => rule.When)
            .Aggregate(TrackedFacts.None, (all, condition) => all | condition.TrackedFacts);
        SaidPhrases = SaidPhrase.AllOf(rules.OfType<FileRule>());
        AsksModel = rules.Any(rule => rule is FileRule { Options.AskModel: not null });
        HasMentions = rules.OfType<FileRule>().Any(rule => rule.When.Any(condition => condition is MentionsCondition));
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

    /// <summary>Short hash of all sources of the set.</summary>
    public string Version { get; }

    public Vocabulary Vocabulary { get; }

    /// <summary>Tells the languages of the rules apart; null where there is one.</summary>
    public LanguageDetector? Detector { get; }

    /// <summary>True if all parts of a message are answered, see <see cref="SeveralAnswers"/>.</summary>
    public bool AnswersAll { get; init; }

    /// <summary>The zone of the folder's settings.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>True if a rule asks for a row of a table, see <see cref="SeveralRows"/>.</summary>
    public bool HasMentions { get; }

    /// <summary>True if a rule asks a model.</summary>
    public bool AsksModel { get; }

    /// <summary>What stands before all rules.</summary>
    public OptOutGate OptOutGate { get; }

    /// <summary>The longest text per channel.</summary>
    public TextLimits Lengths { get; }

    /// <summary>The time limits of the rules.</summary>
    public DecisionLimits Limits { get; }

    /// <summary>All rules, in order.</summary>
    public ImmutableArray<IReplyRule> Rules { get; }

    /// <summary>The stages with rules, and the fallback as the last.</summary>
    public ImmutableArray<RuleStage> Stages { get; }

    /// <summary>The facts that conditions need about every message.</summary>
    public TrackedFacts TrackedFacts { get; }

    /// <summary>What rules wait for in our answers, see <see cref="LastAnswer"/>.</summary>
    public ImmutableArray<SaidPhrase> SaidPhrases { get; }

    /// <summary>True if a rule has <c>always</c>: it also serves contacts who opted out or are in a handover.</summary>
    public bool HasAlways { get; }

    /// <summary>True if a rule tolerates typing mistakes.</summary>
    public bool CanForgive => _forgiving is not null;

    /// <summary>Sorts the rules and builds the index.</summary>
    public static RuleSet Create(
        string version,
        Vocabulary vocabulary,
        IEnumerable<FileRule> fileRules,
        IEnumerable<IReplyRule> pluginRules,
        DecisionLimits limits,
        TimeProvider time,
        OptOutGate? optOutGate = null,
        TextLimits? lengths = null,
        LanguageDetector? detector = null,
        bool answersAll = false,
        TimeZoneInfo? zone = null
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
            detector
        )
        {
            AnswersAll = answersAll,
            Zone = zone ?? TimeZoneInfo.Utc,
        };
    }

    /// <summary>Whether a rule reacts to this event; otherwise no decision is needed.</summary>
    public bool ReactsTo(string happening) => _events.Contains(happening);

    /// <summary>The same rules without plug-ins: its answers do not depend on external state.</summary>
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
                Detector
            )
            {
                AnswersAll = AnswersAll,
                Zone = Zone,
            };

    /// <summary>Decides about a message from an unknown contact, see <see cref="RuleEvaluator"/>.</summary>
    public ValueTask<Decision> DecideAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        _evaluator.DecideAsync(message, default, cancellationToken);

    /// <summary>Decides about a message from a known contact.</summary>
    public ValueTask<Decision> DecideAsync(
        IncomingMessage message,
        EvaluationContext known,
        CancellationToken cancellationToken
    ) => _evaluator.DecideAsync(message, known, cancellationToken);

    /// <summary>The file rule with this id.</summary>
    public FileRule? FindRule(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether the rule at this position has <c>always</c>.</summary>
    public bool IsAlways(int position) => _always[position];

    /// <summary>Whether the rule at this position is for events; it answers no message.</summary>
    public bool ReactsAt(int position) => _reacts[position];

    /// <summary>The prepared decision of the rule at this position, if its answer is constant.</summary>
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

    /// <summary>
    /// Tolerates mistakes from here on, for callers that ask the rules one by one; false if there are none.
    /// </summary>
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

    private ImmutableArray<Decision?> Prepare(ImmutableArray<IReplyRule> rules)
    {
        var prepared = ImmutableArray.CreateBuilder<Decision?>(rules.Length);
        foreach (var rule in rules)
        {
            BackgroundThrottle.Yield();
            prepared.Add(Prepare(rule));
        }

        return prepared.MoveToImmutable();
    }

    /// <summary>The decision of a rule with a constant answer, its bytes ready to send.</summary>
    private Decision? Prepare(IReplyRule rule)
    {
        if (rule is not FileRule { Plan.IsConstant: true, Options: null } file)
        {
            return null;
        }
        var reply = file.Plan.Make(Nobody, []);
        // A text that some channel cuts is not the same everywhere.
        return reply.Text?.Length > Lengths.Smallest
            ? null
            : Decision.Of(file.Name, new Answer(reply), "", Lengths, []);
    }
}

/// <summary>The rules of one stage.</summary>
/// <param name="Start">Position of its first rule.</param>
/// <param name="End">Position after its last rule.</param>
/// <param name="IsFallback">Whether it is the fallback, with its own time limit.</param>
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

/// <summary>Time limits: all stages but the fallback together, and the fallback alone.</summary>
internal sealed record DecisionLimits(TimeSpan Rules, TimeSpan Fallback)
{
    /// <summary>Characters of passages, unless the settings say otherwise.</summary>
    public const int StandardPassages = 12_000;

    /// <summary>Characters of the passages that go with a question to a model.</summary>
    public int PassageCharacters { get; init; } = StandardPassages;

    public static DecisionLimits Default { get; } = new(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(0.5));
}
