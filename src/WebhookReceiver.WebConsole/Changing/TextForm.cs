using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Changing;

/// <summary>The fields of a rule's texts, and what a person changed in them.</summary>
public sealed class TextForm
{
    public TextForm(RuleTexts texts)
    {
        Texts = texts;
        Replies = [.. texts.Texts.Where(text => text.Kind == "reply").Select(text => new TextField(text))];
        Phrases = [.. texts.Texts.Where(text => text.Kind == "phrase").Select(text => new TextField(text))];
    }

    public RuleTexts Texts { get; }

    public IReadOnlyList<TextField> Replies { get; }

    public IList<TextField> Phrases { get; }

    public void AddPhrase() => Phrases.Add(new TextField(source: null));

    /// <summary>The changes in the file's order: new texts, removed phrases, added ones behind the last.</summary>
    public IReadOnlyList<TextChange> Changes()
    {
        var last = Phrases.LastOrDefault(field => field.Source is not null)?.Source?.Id;
        return
        [
            .. Replies
                .Concat(Phrases)
                .Where(field => field.IsChanged)
                .Select(field => new TextChange(field.Source!.Id, field.IsRemoved ? null : field.Text)),
            .. Phrases
                .Where(field => field is { Source: null, IsRemoved: false } && field.Text.Trim().Length > 0)
                .Select(field => new TextChange(last!, field.Text.Trim(), Add: true)),
        ];
    }
}

/// <summary>One text of the form.</summary>
/// <param name="source">Its place in the file; null for a new phrase.</param>
public sealed class TextField(RuleText? source)
{
    public RuleText? Source { get; } = source;

    public string Text { get; set; } = source?.Text ?? "";

    public bool IsRemoved { get; set; }

    public bool IsPhrase => Source is null or { Kind: "phrase" };

    public bool IsChanged => Source is { Editable: true } && (IsRemoved || Text != Source.Text);
}
