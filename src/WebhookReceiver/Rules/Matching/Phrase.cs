using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Words in this order on word edges; <c>*</c> is any words or none, <c>&lt;id&gt;</c> captures words,
/// <c>&lt;id:digits&gt;</c> a typed value. Compiled into fixed runs with stretches between them.
/// </summary>
internal sealed class Phrase
{
    private readonly ImmutableArray<PhraseRun> _runs;
    private readonly ImmutableArray<Stretch> _stretches;

    /// <param name="source">As written in the rule.</param>
    /// <param name="runs">Fixed runs; never empty, but a run may have no parts.</param>
    /// <param name="stretches">What lies before each run and, last, behind the last one: always one more than runs.</param>
    internal Phrase(string source, ImmutableArray<PhraseRun> runs, ImmutableArray<Stretch> stretches)
    {
        Source = source;
        _runs = runs;
        _stretches = stretches;
    }

    /// <summary>As written in the rule.</summary>
    public string Source { get; }

    /// <summary>Names of its slots.</summary>
    public IEnumerable<string> CaptureNames =>
        _stretches
            .Where(stretch => stretch.Name is not null)
            .Select(stretch => stretch.Name!)
            .Concat(
                _runs
                    .SelectMany(run => run.Parts)
                    .Where(part => part.Name is not null)
                    .SelectMany(part => part.Slot!.CaptureNames(part.Name!))
            );

    /// <summary>Numbers of the words that must stand in the text; empty if it has slots and stars alone.</summary>
    public IEnumerable<int> Words =>
        _runs.SelectMany(run => run.Parts).Where(part => part.Slot is null).Select(part => part.Word);

    /// <summary>Reads a phrase; null with an error that names the cure if it cannot be one.</summary>
    public static Phrase? Parse(string text, Vocabulary vocabulary, out string? error) =>
        Parse(text, vocabulary, SlotTypes.Common, out error);

    /// <summary>The same, with the slot types of a folder.</summary>
    public static Phrase? Parse(string text, Vocabulary vocabulary, SlotTypes slots, out string? error) =>
        new PhraseParser(text, vocabulary, slots).Parse(out error);

    /// <summary>Whether it stands anywhere in the text or, if <paramref name="whole"/>, is all of it. Captures its slots.</summary>
    public bool Matches(MatchContext context, bool whole)
    {
        var mark = context.CaptureMark;
        if (Find(context, whole))
        {
            return true;
        }
        context.ForgetCaptures(mark);
        return false;
    }

    /// <summary>
    /// Takes the leftmost place of each run after the one before. No place is tried twice, so hostile texts cost no more
    /// than their length.
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
            var start = _runs[i].Find(context, end + stretch.Least, mustStartHere, mustEndText, out var runEnd);
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

    /// <summary><c>*</c>: any words or none.</summary>
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
