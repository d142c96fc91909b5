using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Words in this order on word edges; <c>*</c> is any number of words, <c>&lt;id&gt;</c> captures words,
/// <c>&lt;id:digits&gt;</c> a typed value. Compiled into fixed runs with stretches between them.
/// </summary>
internal sealed class Phrase
{
    private readonly ImmutableArray<PhraseRun> _runs;
    private readonly ImmutableArray<Stretch> _stretches;

    /// <param name="source">As written in the rule.</param>
    /// <param name="runs">Fixed runs; never empty, but a run may have no parts.</param>
    /// <param name="stretches">The stretches before each run and after the last: always one more than runs.</param>
    internal Phrase(string source, ImmutableArray<PhraseRun> runs, ImmutableArray<Stretch> stretches)
    {
        Source = source;
        Written = source;
        _runs = runs;
        _stretches = stretches;
        CaptureNames = NamesOf(runs, stretches);
    }

    /// <summary>As written in the rule.</summary>
    public string Source { get; }

    /// <summary>As written in the rule, with the alternatives of which it is one.</summary>
    public string Written { get; init; }

    /// <summary>A bit for each language that the rules give it; none if they do not say it.</summary>
    public ulong Languages { get; init; }

    /// <summary>Names of its slots.</summary>
    public ImmutableArray<string> CaptureNames { get; }

    /// <summary>Numbers of the words that the text must contain; empty for a phrase of slots and stars only.</summary>
    public IEnumerable<int> Words
    {
        get
        {
            foreach (var run in _runs)
            {
                foreach (var part in run.Parts)
                {
                    if (part.Slot is null)
                    {
                        yield return part.Word;
                    }
                }
            }
        }
    }

    /// <summary>Names of its slots that are days.</summary>
    public IEnumerable<string> DayNames =>
        CaptureNames.IsEmpty
            ? []
            : _runs.SelectMany(run => run.Parts).Where(part => part.Slot is { IsDay: true }).Select(part => part.Name!);

    /// <summary>True if a sign belongs to one of its words.</summary>
    public bool HasSigns => _runs.Any(run => run.Parts.Any(part => part.Signs is not null));

    /// <summary>The order in which phrases are tried: those that capture something first.</summary>
    public static ImmutableArray<Phrase> InOrder(ImmutableArray<Phrase> phrases) =>
        NamesIn(phrases).IsEmpty ? phrases : [.. phrases.OrderBy(phrase => phrase.CaptureNames.IsEmpty)];

    /// <summary>Names of all their slots.</summary>
    public static ImmutableArray<string> NamesIn(ImmutableArray<Phrase> phrases)
    {
        ImmutableArray<string> names = [];
        foreach (var phrase in phrases)
        {
            names = names.AddRange(phrase.CaptureNames);
        }

        return names;
    }

    /// <summary>Parses a phrase; null with an error and its cure if it is invalid.</summary>
    public static Phrase? Parse(string text, Vocabulary vocabulary, out string? error) =>
        Parse(text, vocabulary, SlotTypes.Common, out error);

    /// <summary>Parses a phrase with the slot types of a folder.</summary>
    public static Phrase? Parse(string text, Vocabulary vocabulary, SlotTypes slots, out string? error) =>
        new PhraseParser(text, vocabulary, slots).Parse(out error);

    /// <summary>The same phrase in these languages.</summary>
    public Phrase In(ulong languages) => new(Source, _runs, _stretches) { Languages = languages, Written = Written };

    /// <summary>The same phrase as one of the alternatives of a written one.</summary>
    public Phrase OneOf(string written) => new(Source, _runs, _stretches) { Languages = Languages, Written = written };

    /// <summary>
    /// Whether it occurs in the text or, if <paramref name="whole"/>, is the whole text. Captures its slots.
    /// </summary>
    public bool Matches(MatchContext context, bool whole)
    {
        var mark = context.CaptureMark;
        if (Find(context, whole))
        {
            context.Matched = this;
            return true;
        }
        context.ForgetCaptures(mark);
        return false;
    }

    private static ImmutableArray<string> NamesOf(ImmutableArray<PhraseRun> runs, ImmutableArray<Stretch> stretches)
    {
        ImmutableArray<string> names = [];
        foreach (var stretch in stretches)
        {
            names = stretch.Name is { } name ? names.Add(name) : names;
        }

        foreach (var run in runs)
        {
            foreach (var part in run.Parts)
            {
                names = part is { Name: { } name, Slot: { } slot } ? names.AddRange(slot.CaptureNames(name)) : names;
            }
        }

        return names;
    }

    /// <summary>
    /// Takes the leftmost place of each run after the previous one. No place is tried twice, so hostile texts take
    /// linear time.
    /// </summary>
    private bool Find(MatchContext context, bool whole)
    {
        var count = context.Words.Length;
        var end = 0;
        for (var i = 0; i < _runs.Length; i++)
        {
            var stretch = _stretches[i];
            var isLast = i == _runs.Length - 1;
            var mustStartHere = whole && i == 0 && stretch.Kind == StretchKind.None;
            var mustEndText = whole && isLast && _stretches[^1].Kind == StretchKind.None;
            var following = isLast || _runs[i + 1].Parts.IsEmpty ? default(PhrasePart?) : _runs[i + 1].Parts[0];
            var start = _runs[i]
                .Find(context, end + stretch.Least, mustStartHere, mustEndText, following, out var runEnd);
            if (start < 0)
            {
                return false;
            }
            stretch.Capture(context, end, start);
            end = runEnd;
        }
        var tail = _stretches[^1];
        if (count - end < tail.Least)
        {
            return false;
        }
        tail.Capture(context, end, count);
        return true;
    }
}

internal enum StretchKind
{
    /// <summary>Nothing: the edge of the phrase.</summary>
    None = 0,

    /// <summary><c>*</c>: any number of words.</summary>
    Star = 1,

    /// <summary><c>&lt;id&gt;</c>: one word or more.</summary>
    Slot = 2,
}

/// <summary>Words of any number between two runs.</summary>
internal readonly record struct Stretch(StretchKind Kind, string? Name)
{
    public int Least => Kind == StretchKind.Slot ? 1 : 0;

    public void Capture(MatchContext context, int first, int end)
    {
        if (Name is not null)
        {
            context.CaptureWords(Name, first, end);
        }
    }
}

/// <summary>One word, or one typed slot.</summary>
internal readonly record struct PhrasePart(int Word, string? Name, SlotType? Slot, PhraseSigns? Signs = null);

/// <summary>Words and typed slots that follow each other without a gap.</summary>
internal sealed record PhraseRun(ImmutableArray<PhrasePart> Parts)
{
    /// <summary>Most names before a value: for this coming friday.</summary>
    private const int MostLeads = 4;

    /// <summary>The leftmost place from <paramref name="from"/> on; -1 if there is none.</summary>
    /// <param name="context">The message.</param>
    /// <param name="from">Its earliest first word.</param>
    /// <param name="onlyThere">It must begin exactly there.</param>
    /// <param name="toTheEnd">It must end with the text.</param>
    /// <param name="following">The first part of the next run; null for none.</param>
    /// <param name="end">The word after it.</param>
    public int Find(MatchContext context, int from, bool onlyThere, bool toTheEnd, PhrasePart? following, out int end)
    {
        var count = context.Words.Length;
        for (var start = from; start <= count; start++)
        {
            var mark = context.CaptureMark;
            end = At(context, start, following, mayBeBound: start > from, out var skipped);
            if (end >= 0 && (!toTheEnd || end == count))
            {
                return start;
            }
            context.ForgetCaptures(mark);
            if (onlyThere)
            {
                break;
            }
            // The end of an uncertain value is no value either.
            start += skipped;
        }
        end = -1;
        return -1;
    }

    /// <param name="context">The message.</param>
    /// <param name="start">The first word.</param>
    /// <param name="following">The first part of the next run; null for none.</param>
    /// <param name="mayBeBound">Whether the word before is none of the phrase: its own "until" is meant so.</param>
    /// <param name="skipped">Words that are no value, either.</param>
    private int At(MatchContext context, int start, PhrasePart? following, bool mayBeBound, out int skipped)
    {
        var words = context.Words;
        var at = start;
        skipped = 0;
        for (var i = 0; i < Parts.Length; i++)
        {
            var part = Parts[i];
            if (at >= words.Length)
            {
                return -1;
            }
            if (part.Slot is null)
            {
                if (words[at] != part.Word && !context.IsWord(at, part.Word))
                {
                    return -1;
                }
                if (part.Signs is { } signs && !signs.StandAt(context.Text, at))
                {
                    return -1;
                }
                at++;
                continue;
            }
            var readings = context.Readings.Clear();
            var taken = part.Slot.Read(context, at, SlotUse.InPhrase, readings);
            var lead = taken > 0 ? 0 : LeadAt(part.Slot, context, at, readings, out taken);
            if (taken == 0 || part.Slot.IsDenied(context, at + lead, at + lead + taken, SlotUse.InPhrase))
            {
                return -1;
            }
            if (mayBeBound && i == 0 && part.Slot.IsBound(context, at + lead, at + lead + taken))
            {
                return -1;
            }
            // "I can't come on friday"
            if (lead > 0 && part.Slot.IsDenied(context, start, at + lead + taken, SlotUse.InPhrase))
            {
                return -1;
            }
            at += lead;
            // "from friday to monday" may be words of the phrase itself.
            var next = i + 1 < Parts.Length ? Parts[i + 1] : following;
            var isOwn =
                at + taken >= words.Length || (next is { Slot: null, Word: var word } && words[at + taken] == word);
            taken += isOwn ? 0 : part.Slot.Further(context, at + taken, readings);
            if (!Captures(part, context, at, taken, readings))
            {
                skipped = at == start + lead ? lead + taken - 1 : 0;
                return -1;
            }
            at += taken;
            at += i + 1 < Parts.Length ? TrailAt(part.Slot, context, at, Parts[i + 1]) : 0;
        }
        return at;
    }

    /// <summary>The words before a value that say nothing: "on this" friday. Reads the value behind them.</summary>
    private static int LeadAt(SlotType slot, MatchContext context, int at, Readings readings, out int taken)
    {
        taken = 0;
        var lead = 0;
        for (var i = 0; taken == 0 && i < MostLeads && slot.Lead(context, at + lead) is > 0 and var words; i++)
        {
            lead += words;
            if (at + lead >= context.Words.Length)
            {
                return 0;
            }
            taken = slot.Read(context, at + lead, SlotUse.InPhrase, readings.Clear());
        }
        return taken == 0 ? 0 : lead;
    }

    /// <summary>The words between a value and the next part that say nothing, unless they are the next part.</summary>
    private static int TrailAt(SlotType slot, MatchContext context, int at, PhrasePart next)
    {
        var isNext = at >= context.Words.Length || (next.Slot is null && context.IsWord(at, next.Word));
        return isNext ? 0 : slot.Trail(context, at);
    }

    /// <summary>
    /// Captures the value. In doubt it captures the words, for the question that asks; without a question they are no
    /// value.
    /// </summary>
    private static bool Captures(PhrasePart part, MatchContext context, int at, int taken, Readings readings)
    {
        var isAsked = part.Name is not null && context.Form?.Find(part.Name) is not null;
        if (isAsked && readings.Values.Count != 1)
        {
            context.CaptureWords(part.Name!, at, at + taken);
            return true;
        }
        // A day of every week is no day to book: the question asks which one is meant.
        if (isAsked && readings.Habits > 0)
        {
            return true;
        }
        var sure =
            readings.Habits == 0 ? readings.Sure
            : context.OnlySays ? readings.Coming
            : null;
        if (sure is not { } value)
        {
            return false;
        }
        if (part.Name is not null)
        {
            part.Slot!.Capture(context, part.Name, at, value);
        }
        return true;
    }
}
