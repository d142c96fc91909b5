using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies.Said;

/// <summary>The placeholder for a name that is written as another program has it.</summary>
internal sealed class PlaceholderNames(IReadOnlySet<string> captures, IReadOnlySet<string> remembered, char quote)
{
    /// <summary>True for what is hardly ever a plain word: a variable of the rule, or a usual name.</summary>
    public bool IsKnown(string name) =>
        captures.Contains(name) || remembered.Contains(name) || ForeignVariables.IsKnown(name);

    public string For(string name) =>
        captures.Contains(name) ? $"{{{{ {name} }}}}"
        : remembered.Contains(name) ? Remembered(name)
        : ForeignVariables.Placeholder(name, quote) ?? Remembered(Variable(name));

    private string Remembered(string name) => $"{{{{ contact.{name} | default:{quote}…{quote} }}}}";

    /// <summary>The last part of a path, as the name of a variable.</summary>
    private static string Variable(string name)
    {
        var part = name[(name.LastIndexOf('.') + 1)..];
        var letters = string.Concat(part.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_'));
        letters = letters.Trim('_');
        return letters.Length > 0 && char.IsAsciiLetter(letters[0]) ? letters : "value";
    }
}
