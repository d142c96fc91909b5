using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// What there is to choose from, and which of it somebody means: by the label, by a part of it such as its words without
/// emoji, by its number or place, or by a word of it. Pure.
/// </summary>
internal sealed class Choosing
{
    private readonly ImmutableArray<ImmutableArray<string>> _forms;
    private readonly SpokenLanguages _languages;

    public Choosing(IReadOnlyCollection<string> labels, SpokenLanguages languages)
    {
        _forms = [.. labels.Select(ChoiceForms.Of)];
        _languages = languages;
        IsNumbered = !labels.Any(label => label.TrimStart() is [>= '0' and <= '9', ..]);
    }

    /// <summary>False if a label begins with a digit: nobody knew whether "2" is the label or the number.</summary>
    public bool IsNumbered { get; }

    /// <summary>The labels with their numbers, one a line.</summary>
    public static string Numbered(IEnumerable<string> labels) =>
        string.Join(
            '\n',
            labels.Select((label, at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}. {label}"))
        );

    /// <summary>Whether the text is one of the labels, word for word.</summary>
    public bool Names(FoldedText text)
    {
        foreach (var forms in _forms)
        {
            if (forms.Length > 0 && text.Chars.SequenceEqual(forms[0]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Positions of the labels that may be meant: one, several to ask about, or none. A label that is denied is not among
    /// them.
    /// </summary>
    /// <param name="text">What somebody says.</param>
    /// <param name="hasNumbers">Whether a number is a choice.</param>
    public ImmutableArray<int> Meant(FoldedText text, bool hasNumbers)
    {
        if (text.Tokens.IsEmpty)
        {
            return [];
        }

        if (Whole(text) is { IsEmpty: false } whole)
        {
            return whole;
        }

        if (new ChoiceMentions(_forms, _languages, text).Read(out var meant, out var isShared))
        {
            // "iced tea" of two teas.
            return isShared && new ChoiceWords(_forms, _languages, text).Read() is [var only] && meant.Contains(only)
                ? [only]
                : meant;
        }

        var byPlace = new ChoicePlace(_languages, text, _forms.Length, hasNumbers).Read();
        return byPlace.IsEmpty ? new ChoiceWords(_forms, _languages, text).Read() : byPlace;
    }

    /// <summary>
    /// Positions of the labels that stand in the text in another form, whatever else does: "it is for my two cats".
    /// </summary>
    public ImmutableArray<int> MeantInAnotherForm(FoldedText text) =>
        new ChoiceMentions(_forms, _languages, text, isLoose: true).Read(out var meant, out _) ? meant : [];

    /// <summary>Positions of the labels of which the text is one, or a part; else of the place or the number that it is.</summary>
    public ImmutableArray<int> Said(FoldedText text) =>
        text.Tokens.IsEmpty ? []
        : Whole(text) is { IsEmpty: false } whole ? whole
        : new ChoicePlace(_languages, text, _forms.Length, hasNumbers: true).Read();

    /// <summary>The label that is the whole text; else the labels of which a part is.</summary>
    private ImmutableArray<int> Whole(FoldedText text)
    {
        var parts = ImmutableArray<int>.Empty;
        for (var at = 0; at < _forms.Length; at++)
        {
            foreach (var form in _forms[at])
            {
                if (!text.Chars.SequenceEqual(form))
                {
                    continue;
                }

                if (form == _forms[at][0])
                {
                    return [at];
                }

                parts = parts.Add(at);
            }
        }

        return parts;
    }
}
