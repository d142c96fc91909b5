using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Matching;

/// <summary>What a message makes of a command.</summary>
internal enum CommandUse
{
    /// <summary>It is about something else.</summary>
    None = 0,

    /// <summary>It gives the command.</summary>
    Given = 1,

    /// <summary>It speaks of nothing but the command, and denies it or asks about it: "don't cancel", "how do I cancel?".</summary>
    SpokenOf = 2,
}

/// <summary>
/// <c>stop</c>, <c>start</c>, <c>resume</c>, <c>cancel</c>, <c>skip</c>: one of the phrases is the whole message, but for words
/// around it that change nothing: "please cancel it", "stop texting me".
/// </summary>
internal sealed class CommandCondition : Condition
{
    /// <summary>Up to here a message may have words that nobody knows, and still speak of nothing but the command.</summary>
    private const int MostWordsWithUnknown = 8;

    private const int WordsForTwoUnknown = 5;

    private readonly IsCondition _whole;
    private readonly CommandWords _words;

    public CommandCondition(ImmutableArray<Phrase> phrases, CommandKind kind, ImmutableArray<CommandWording> wordings)
    {
        _whole = new IsCondition(phrases);
        Kind = kind;
        Plain =
        [
            .. phrases
                .Where(phrase => !phrase.HasSigns && phrase.Source.AsSpan().IndexOfAny('*', '<') < 0)
                .Select(phrase => phrase.Source),
        ];
        _words = new CommandWords(Plain, kind, wordings);
        Wordings = wordings;
    }

    /// <summary>What the command is for.</summary>
    public CommandKind Kind { get; }

    /// <summary>True if it has phrases of words alone, around which others may stand.</summary>
    public bool IsPlain => !Plain.IsEmpty;

    /// <summary>Its phrases of words alone, as they are written in the rules.</summary>
    public ImmutableArray<string> Plain { get; }

    public ImmutableArray<CommandWording> Wordings { get; }

    public override IEnumerable<Phrase> Phrases => _whole.Phrases;

    public override string Describe() => _whole.Describe();

    public override bool Holds(MatchContext context) => UseIn(context) == CommandUse.Given;

    /// <summary>Whether the message gives the command, or speaks of it.</summary>
    /// <param name="context">The message.</param>
    /// <param name="isLabel">True for what is to choose from, word for word: only the very command comes before it.</param>
    public CommandUse UseIn(MatchContext context, bool isLabel = false) => UseIn(context, isLabel, out _);

    /// <inheritdoc cref="UseIn(MatchContext, bool)"/>
    /// <param name="context">The message.</param>
    /// <param name="isLabel">True for what is to choose from, word for word: only the very command comes before it.</param>
    /// <param name="behind">The first word behind a command that is given; the number of words if it is the last.</param>
    public CommandUse UseIn(MatchContext context, bool isLabel, out int behind)
    {
        var text = context.Text;
        behind = text.Tokens.Length;
        if (_whole.Holds(context))
        {
            return CommandUse.Given;
        }

        if (isLabel || behind is < 1 or > CommandWords.Most)
        {
            return CommandUse.None;
        }

        var hasCommand = _words.HasCommand(text, 0, behind);
        if (!hasCommand && !_words.HasDrop(text))
        {
            return CommandUse.None;
        }

        var use = _words.UseIn(text, 0, behind);
        return use != CommandUse.None || Kind != CommandKind.Cancel ? use
            : IsGivenInClause(text, out behind) ? CommandUse.Given
            : hasCommand && IsDoubted(text) ? CommandUse.SpokenOf
            : CommandUse.None;
    }

    /// <summary>
    /// "I changed my mind, cancel it", "forget it, I will phone you": one clause gives the command, and neither a condition before
    /// it nor a denial after it takes it back.
    /// </summary>
    private bool IsGivenInClause(FoldedText text, out int behind)
    {
        var (isGiven, first) = (false, 0);
        behind = text.Tokens.Length;
        for (var at = 1; at <= text.Tokens.Length; at++)
        {
            if (at < text.Tokens.Length && !Denial.IsBreak(text, at) && (isGiven || !IsReasonBehind(text, first, at)))
            {
                continue;
            }

            var isHere = _words.UseIn(text, first, at) == CommandUse.Given;
            if (isHere ? isGiven : _words.HasCommand(text, first, at) || TakesBack(text, first, at, isGiven))
            {
                return false;
            }

            behind = isHere ? at : behind;
            isGiven |= isHere;
            first = at;
        }

        return isGiven && !Questions.EndsWithSign(text);
    }

    /// <summary>"Forget it I will phone you": the words up to here give the command, and say why from here on.</summary>
    private bool IsReasonBehind(FoldedText text, int first, int at) =>
        _words.IsReason(text, at)
        && (text.Tokens[at].FirstCut > 0 || _words.AroundAt(text, at) != 1 || _words.IsSubject(text.WordAt(at)))
        && _words.UseIn(text, first, at) == CommandUse.Given;

    /// <summary>"Not now" takes the command back, "I can't come" says why; a condition is one before it, too.</summary>
    private bool TakesBack(FoldedText text, int first, int end, bool isBehind)
    {
        if (!isBehind)
        {
            return _words.Doubts(text, first, end, onlyIf: true);
        }

        var at = first;
        while (at < end && !_words.IsReason(text, at) && _words.AroundAt(text, at) is > 0 and var around)
        {
            at += around;
        }

        return (at >= end || !_words.IsReason(text, at)) && _words.Doubts(text, first, end, onlyIf: false);
    }

    /// <summary>"Can I still cancel that one?": a short message with the command and a doubt, and few other words.</summary>
    private bool IsDoubted(FoldedText text)
    {
        var count = text.Tokens.Length;
        var most = count < WordsForTwoUnknown ? 1 : 2;
        return count <= MostWordsWithUnknown
            && _words.Doubts(text, 0, count, onlyIf: false)
            && _words.Unknown(text) <= most;
    }
}
