using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WebhookReceiver.Journal;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Plugins;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules;

/// <summary>The search for the one winner.</summary>
internal sealed partial class RuleBook
{
    private const int CandidatesBetweenLooksAtTheClock = 16;

    private static readonly Decision NoAnswer = new(null, null, InstantReply.Silence, []);

    /// <summary>
    /// Finds the answer. Never throws on account of a rule. Completes at once unless a plug-in is asked; then within the
    /// limits, whatever the plug-in does.
    /// </summary>
    public ValueTask<Decision> DecideAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        DecideAsync(message, default, cancellationToken);

    /// <summary>The same, for a contact of whom something is known.</summary>
    public ValueTask<Decision> DecideAsync(
        IncomingMessage message,
        Circumstances circumstances,
        CancellationToken cancellationToken
    )
    {
        if (message.IsEcho)
        {
            return ValueTask.FromResult(NoAnswer);
        }
        var context = MatchContext.Rent(message, Vocabulary);
        context.Around = circumstances;
        var passage = Gate.Pass(context);
        if (passage.Answer is { } said)
        {
            var answered = Recollected(Decided(passage.Name!, said, message.Channel, []), context, isMissed: null);
            context.Return();
            return ValueTask.FromResult(answered);
        }
        _index.Mark(context);
        var search = new Search
        {
            StageStart = _time.GetTimestamp(),
            OnlyAlways = !passage.IsFree,
            IsEvent = message.Event is not null,
        };
        if (passage.IsFree && circumstances.Own.Count > 0)
        {
            EnterForm(context, ref search);
        }
        var decision = search.Form is null ? AskFileRules(context, ref search) : AskForm(context, ref search);
        if (decision is null)
        {
            return AskForeignRulesAsync(context, search, cancellationToken);
        }
        if (_recollections is not Recollections.None || search.Form is not null || search.CloseForm)
        {
            decision = Completed(decision, context, ref search);
        }
        context.Return();
        return ValueTask.FromResult(search.WithShadows(decision));
    }

    /// <summary>Goes on until a rule answers, none is left, or one must be awaited: then null, and the search stands on it.</summary>
    private Decision? AskFileRules(MatchContext context, ref Search search)
    {
        while (true)
        {
            search.Position = context.NextCandidate(search.Position, Rules.Length);
            if (_forgiving is not null && !search.IsEvent && TurnsAtStageEnd(context, ref search, _forgiving))
            {
                continue;
            }
            if (search.Form is not null && (search.Position < 0 || search.Position >= _fallbackStart))
            {
                if (AskAgain(context, ref search) is { } again)
                {
                    return again;
                }
            }
            EnterStage(ref search);
            if (search.Position < 0)
            {
                if (search.GaveUp is { } tried)
                {
                    return GivenUp(tried, context, ref search);
                }
                return search.Faults is null ? NoAnswer : NoAnswer with { Faults = [.. search.Faults] };
            }
            if (IsOverBudget(ref search))
            {
                search.Fault(new RuleFault(Rules[search.Position].Name, RuleFaultKind.NotAsked, Elapsed(search), null));
                search.Position = search.InFallback ? Rules.Length : _fallbackStart;
                continue;
            }
            if ((search.OnlyAlways && !_always[search.Position]) || search.IsEvent != _reacts[search.Position])
            {
                search.Position++;
                continue;
            }
            if (Rules[search.Position] is not FileRule rule)
            {
                return null;
            }
            if (Ask(rule, context, ref search) is { } decision)
            {
                return decision;
            }
            if (search.Pending is not null)
            {
                return null;
            }
            search.Position++;
        }
    }

    private async ValueTask<Decision> AskForeignRulesAsync(
        MatchContext context,
        Search search,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (context.Around.BeforeForeignCode is { } beforeForeignCode)
            {
                // What the journal takes is not the rules' time.
                var since = _time.GetTimestamp();
                await beforeForeignCode(context.Around.Trace);
                search.StageStart += _time.GetTimestamp() - since;
            }
            var foreign = ImmutableArray.CreateBuilder<ForeignAnswer>();
            while (true)
            {
                var left = (search.InFallback ? _limits.Fallback : _limits.Rules) - Elapsed(search);
                if (search.Pending is { } pending)
                {
                    search.Pending = null;
                    var (outcome, address) = await LookUpAsync(pending, context, left, cancellationToken);
                    foreign.Add(
                        new ForeignAnswer(pending.Rule.Name, pending.Rule.Stage, pending.Rule.Priority, Reply: default)
                        {
                            Lookup = outcome,
                            Address = address,
                        }
                    );
                    // A rule that a form led to does not stand where the search does.
                    search.Position += search.Position < Rules.Length && Rules[search.Position] == pending.Rule ? 1 : 0;
                    if (
                        (AfterLookup(pending, outcome, context, ref search) ?? AskFileRules(context, ref search)) is
                        { } looked
                    )
                    {
                        return Completed(looked with { Foreign = foreign.ToImmutable() }, context, ref search);
                    }
                    continue;
                }
                var rule = Rules[search.Position];
                var answer = rule is GuardedRule guarded
                    ? await guarded.AskAsync(context.Message, left, cancellationToken)
                    : new PluginAnswer(await rule.ReplyAsync(context.Message, cancellationToken), null);
                if (answer.Fault is not null)
                {
                    search.Fault(answer.Fault);
                }
                if (answer.Reply is not null)
                {
                    var now = context.Message.ReceivedAt;
                    var decided = Decided(rule.Name, answer.Reply, context.Message.Channel, search.AllFaults()) with
                    {
                        Changes = [.. answer.Reply.Notes.Select(note => ContactChange.Of(note, now))],
                    };
                    foreign.Add(new ForeignAnswer(rule.Name, rule.Stage, rule.Priority, decided.Body));
                    return Completed(decided with { Foreign = foreign.ToImmutable() }, context, ref search);
                }
                foreign.Add(new ForeignAnswer(rule.Name, rule.Stage, rule.Priority, Reply: default));
                search.Position++;
                if (AskFileRules(context, ref search) is { } decision)
                {
                    return Completed(decision with { Foreign = foreign.ToImmutable() }, context, ref search);
                }
            }
        }
        finally
        {
            context.Return();
        }
    }

    private Decision? Ask(FileRule rule, MatchContext context, ref Search search)
    {
        try
        {
            if (!rule.Holds(context))
            {
                return null;
            }
            if (rule.IsShadow)
            {
                search.Shadow(rule.Name);
                return null;
            }
            if (_prepared[search.Position] is { } prepared)
            {
                return search.Faults is null ? prepared : prepared with { Faults = search.AllFaults() };
            }
            // A template that came to nothing has nothing to say: the next rule may know better.
            var answer = RuleTurn.Take(rule, context);
            search.Pending = answer?.Pending;
            return answer is null or { Pending: not null }
                ? null
                : Decided(rule.Name, answer, context.Message.Channel, search.AllFaults());
        }
        catch (RegexMatchTimeoutException e)
        {
            search.Fault(new RuleFault(rule.Name, RuleFaultKind.PatternTimedOut, e.MatchTimeout, e));
        }
        catch (TemplateException e)
        {
            search.Fault(new RuleFault(rule.Name, RuleFaultKind.TemplateFailed, Elapsed(search), e));
        }
#pragma warning disable CA1031 // nothing a rule does may cost the sender the answer
        catch (Exception e)
#pragma warning restore CA1031
        {
            search.Fault(new RuleFault(rule.Name, RuleFaultKind.Threw, Elapsed(search), e));
        }
        return null;
    }

    private void EnterStage(ref Search search)
    {
        if (!search.InFallback && search.Position >= _fallbackStart)
        {
            search.InFallback = true;
            search.StageStart = _time.GetTimestamp();
        }
    }

    private bool IsOverBudget(ref Search search) =>
        (search.Faults is not null || ++search.Asked % CandidatesBetweenLooksAtTheClock == 0)
        && Elapsed(search) >= (search.InFallback ? _limits.Fallback : _limits.Rules);

    private TimeSpan Elapsed(Search search) => _time.GetElapsedTime(search.StageStart);

    /// <summary>How far the search for one message has come.</summary>
    private struct Search
    {
        public int Position;
        public int Asked;
        public bool InFallback;
        public bool OnlyAlways;

        /// <summary>Only the rules that react to events are asked; for a message, only the others.</summary>
        public bool IsEvent;
        public long StageStart;
        public List<RuleFault>? Faults;
        public List<string>? Shadows;

        /// <summary>The stage, where a book has rules that forgive typing mistakes.</summary>
        public int Stage;

        /// <summary>Whether a word of the message may be mistyped; null before that was looked at.</summary>
        public bool? HasTypos;

        /// <summary>The form or menu whose question is open and not answered by this message.</summary>
        public OpenForm? Form;
        public FileRule? FormRule;
        public bool CloseForm;

        /// <summary>The rule whose question was tried too often.</summary>
        public FileRule? GaveUp;

        /// <summary>The look-up that must be awaited.</summary>
        public PendingLookup? Pending;

        public void Fault(RuleFault fault) => (Faults ??= []).Add(fault);

        public void Shadow(string rule)
        {
            Shadows ??= [];
            if (!Shadows.Contains(rule, StringComparer.Ordinal))
            {
                Shadows.Add(rule);
            }
        }

        public readonly Decision WithShadows(Decision decision) =>
            Shadows is null ? decision : decision with { Shadows = [.. Shadows] };

        public readonly ImmutableArray<RuleFault> AllFaults() => Faults is null ? [] : [.. Faults];
    }
}
