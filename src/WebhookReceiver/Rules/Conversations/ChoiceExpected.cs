using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// One of these, as it is written in the rule. By language, people see and get the labels of theirs, and are understood in all.
/// </summary>
internal sealed class ChoiceExpected : Expectation
{
    private readonly ImmutableArray<ImmutableArray<string>> _labels;
    private readonly ImmutableArray<Choosing> _choosing;
    private readonly SpokenLanguages _languages;

    /// <param name="labels">What there is to choose from: once for all, or for each language of the folder, in the same order.</param>
    /// <param name="languages">The languages of negations, and of words for a place.</param>
    public ChoiceExpected(ImmutableArray<ImmutableArray<string>> labels, SpokenLanguages languages)
    {
        _labels = labels;
        _choosing = [.. labels.Select(some => new Choosing(some, languages))];
        _languages = languages;
    }

    public override AnswerType Type => AnswerType.Choice;

    public override bool IsAskedAbout => true;

    public override ImmutableArray<string> ChoicesFor(IncomingMessage message) =>
        LabelsFor(message) is { Length: > 1 } labels && _choosing[0].IsNumbered ? labels : [];

    public override string Describe() => $"[{string.Join(", ", _labels[0])}]";

    public override bool Names(MatchContext context)
    {
        foreach (var choosing in _choosing)
        {
            if (choosing.Names(context.Text))
            {
                return true;
            }
        }

        return false;
    }

    public override string AskWhich(IReadOnlyList<string> readings, MatchContext context) =>
        _languages.Reply(context.Message).Words.Or(readings);

    protected override AnswerReading Judge(
        string name,
        IReadOnlyList<KeyValuePair<string, string>> known,
        MatchContext context
    )
    {
        var language = Position(context.Message);
        var meant = MeantIn(language, context);
        for (var other = 0; other < _labels.Length && meant.IsEmpty; other++)
        {
            language = other;
            meant = MeantIn(language, context);
        }

        if (meant.IsEmpty)
        {
            language = Position(context.Message);
            meant = _choosing[language].MeantInAnotherForm(context.Text);
        }

        if (meant.IsEmpty)
        {
            return AnswerReading.NotUnderstood;
        }

        var words = 0UL;
        foreach (var at in meant)
        {
            words |= WordsOf(_labels[language][at], context.Text);
        }

        var labels = LabelsFor(context.Message);
        if (meant is not [var only])
        {
            return AnswerReading.Doubtful([.. meant.Select(at => labels[at])], words);
        }

        context.CaptureValue(name, labels[only]);
        return AnswerReading.Taken([], words);
    }

    private ImmutableArray<int> MeantIn(int language, MatchContext context) =>
        _choosing[language].Meant(context.Text, _choosing[language].IsNumbered);

    private ImmutableArray<string> LabelsFor(IncomingMessage message) => _labels[Position(message)];

    private int Position(IncomingMessage message) => _labels.Length == 1 ? 0 : _languages.Position(message);

    /// <summary>The words of the text that the label has.</summary>
    private ulong WordsOf(string label, FoldedText text)
    {
        var folded = new FoldedText();
        folded.Fold(label);
        var words = 0UL;
        for (var at = 0; at < text.Tokens.Length; at++)
        {
            for (var of = 0; of < folded.Tokens.Length; of++)
            {
                var isSame =
                    text.WordAt(at).SequenceEqual(folded.WordAt(of))
                    || ChoiceForms.AreAlike(text.WordAt(at), folded.WordAt(of), _languages.HaveGender);
                words |= isSame ? AnswerReading.Bits(at, at + 1) : 0;
            }
        }

        return words;
    }
}
