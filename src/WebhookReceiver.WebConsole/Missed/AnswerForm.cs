using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Missed;

/// <summary>The fields of an answer, as proposed and as a person changed them.</summary>
public sealed class AnswerForm
{
    private const string UsualFile = "9-from-console.yaml";

    private readonly string? _rule;

    public AnswerForm(TopicProposal proposal, RuleFiles folder, string? rule)
    {
        _rule = rule;
        Folder = folder;
        Counted = proposal;
        Name = proposal.Name;
        Messages = [.. proposal.Messages.Select(message => new MeantMessage(message.Id, message.Text))];
        Phrases = [.. proposal.Phrases.Select(phrase => new PhraseField { Text = phrase.Text })];
        if (Phrases.Count == 0)
        {
            AddPhrase();
        }

        Files =
        [
            UsualFile,
            .. folder
                .Files.Select(file => file.Path)
                .Where(path => path != UsualFile && Path.GetExtension(path) is ".yaml" or ".yml"),
        ];
    }

    public RuleFiles Folder { get; }

    /// <summary>What the phrases would do, as the receiver counted last.</summary>
    public TopicProposal Counted { get; set; }

    public IReadOnlyList<MeantMessage> Messages { get; }

    public IList<PhraseField> Phrases { get; }

    public IReadOnlyList<string> Files { get; }

    public string Name { get; set; }

    public string File { get; set; } = UsualFile;

    /// <summary>Empty at the beginning: nobody but a person knows the answer.</summary>
    public string Reply { get; set; } = "";

    public bool IsComplete =>
        Written.Count > 0 && (_rule is not null || (Reply.Trim().Length > 0 && Name.Trim().Length > 0));

    private IReadOnlyList<string> Written =>
        [
            .. Phrases
                .Select(phrase => phrase.Text.Trim())
                .Where(text => text.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];

    public void AddPhrase() => Phrases.Add(new PhraseField());

    public ProposedPhrase? CountOf(PhraseField phrase) =>
        Counted.Phrases.FirstOrDefault(one => one.Text == phrase.Text.Trim());

    public bool Fits(string message) => Counted.Messages.FirstOrDefault(one => one.Id == message) is { Fits: true };

    public TopicQuestion Question() =>
        new() { Messages = [.. Messages.Select(message => message.Id)], Phrases = Written };

    public TopicAnswer Answer() =>
        new()
        {
            Rule = _rule ?? Name.Trim(),
            Phrases = Written,
            Reply = _rule is null ? Reply.Trim() : null,
            Messages = [.. Messages.Where(message => message.IsMeant).Select(message => message.Id)],
            Not = [.. Messages.Where(message => !message.IsMeant).Select(message => message.Id)],
            File = _rule is null ? File : null,
        };
}

/// <summary>A message, and whether the answer is for it.</summary>
public sealed class MeantMessage(string id, string text)
{
    public string Id { get; } = id;

    public string Text { get; } = text;

    public bool IsMeant { get; set; } = true;
}

/// <summary>A phrase that a person can change.</summary>
public sealed class PhraseField
{
    public string Text { get; set; } = "";
}
