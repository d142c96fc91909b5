namespace WebhookReceiver.Api;

/// <summary>The texts of a rule that a form can change: <c>GET /api/rules/{rule}/texts</c>.</summary>
public sealed record RuleTexts
{
    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Its file.</summary>
    public required string Path { get; init; }

    /// <summary>Line of the rule.</summary>
    public required int Line { get; init; }

    /// <summary>SHA-256 of the file that was read.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The texts, in the file's order.</summary>
    public required IReadOnlyList<RuleText> Texts { get; init; }

    /// <summary>Why a form cannot change this rule; <see langword="null"/> if it can.</summary>
    public string? Why { get; init; }
}

/// <summary>A text of a rule, with its place in the file.</summary>
public sealed record RuleText
{
    /// <summary>Name of the text within the rule, such as <c>reply</c>, <c>reply.de</c> or <c>when.says[2]</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>reply</c>, or <c>phrase</c> for a phrase of <c>when</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Language of a reply; <see langword="null"/> for the only one.</summary>
    public string? Language { get; init; }

    /// <summary>The text as it is meant, without quotes and indentation.</summary>
    public required string Text { get; init; }

    /// <summary>Line of its beginning.</summary>
    public required int Line { get; init; }

    /// <summary>Column of its beginning.</summary>
    public required int Column { get; init; }

    /// <summary>Line of its end.</summary>
    public required int EndLine { get; init; }

    /// <summary>Column behind its last character.</summary>
    public required int EndColumn { get; init; }

    /// <summary>Whether a form can change it; the texts of aliases and anchors are only shown.</summary>
    public bool Editable { get; init; } = true;
}

/// <summary>Changes texts of a rule in a draft: <c>POST /api/drafts/{id}/texts</c>.</summary>
public sealed record TextChanges
{
    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The changes.</summary>
    public required IReadOnlyList<TextChange> Changes { get; init; }
}

/// <summary>One change of a text.</summary>
/// <param name="Id">Name of the text, see <see cref="RuleText.Id"/>. With <paramref name="Add"/>: the phrase behind which a new one comes.</param>
/// <param name="Text">The new text; <see langword="null"/> removes a phrase.</param>
/// <param name="Add">Whether the text is a new phrase behind the named one.</param>
public sealed record TextChange(string Id, string? Text = null, bool Add = false);
