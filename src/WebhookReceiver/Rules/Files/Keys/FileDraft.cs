using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>One rule file, taken apart at its top-level keys.</summary>
internal sealed class FileDraft(string path)
{
    public string Path => path;

    /// <summary>The rules in their order, with the ids they have or get.</summary>
    public List<RuleDraft> Rules { get; } = [];

    public RuleDefaults Defaults { get; } = new();

    /// <summary>Tests that belong to no single rule.</summary>
    public Node? Tests { get; set; }
}
