using System.Text;

namespace WebhookReceiver.Commands.Importing;

/// <summary>Texts as they must stand in a rule file.</summary>
internal static class RuleText
{
    private static readonly string[] Words =
    [
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "null",
        "known",
        "unknown",
        "y",
        "n",
    ];

    /// <summary>A text in one line: plain if nothing in it has a meaning, else in double quotes.</summary>
    public static string Scalar(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>A list in brackets.</summary>
    public static string Flow(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(FlowItem))}]";

    /// <summary>Whether its lines may stand below <c>|-</c>.</summary>
    public static bool IsBlock(string text) =>
        text.Contains('\n', StringComparison.Ordinal)
        && text[0] is not (' ' or '\n' or '\t')
        && text[^1] != '\n'
        && text.Split('\n').All(line => line.Length == 0 || line[^1] is not (' ' or '\t'));

    /// <summary>A customer's text in a template: braces are no placeholders.</summary>
    public static string Literal(string text)
    {
        if (!text.Contains("{{", StringComparison.Ordinal) && !text.Contains("{%", StringComparison.Ordinal))
        {
            return text;
        }

        return text.Replace("{{", "{\u0001{", StringComparison.Ordinal)
            .Replace("{%", "{\u0001%", StringComparison.Ordinal)
            .Replace("{\u0001{", "{{ \"{\" }}{{ \"{\" }}", StringComparison.Ordinal)
            .Replace("{\u0001%", "{{ \"{\" }}%", StringComparison.Ordinal);
    }

    /// <summary>Words of a phrase: signs with a meaning become blanks.</summary>
    public static string Phrase(string text)
    {
        var phrase = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            phrase.Append(c is '*' or '<' or '>' or '$' or ',' or ';' or '"' or '|' ? ' ' : c);
        }

        return string.Join(
                ' ',
                phrase.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Bare)
            )
            .Trim();
    }

    /// <summary>An id: letters, digits and '-'.</summary>
    public static string Id(string text)
    {
        const int Longest = 40;
        var id = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                id.Append(c);
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }

            if (id.Length >= Longest)
            {
                break;
            }
        }

        var name = id.ToString().Trim('-');
        return name.Length == 0 ? "rule"
            : char.IsAsciiLetter(name[0]) ? name
            : $"rule-{name}";
    }

    /// <summary>The name of a variable: a letter, then letters, digits, '-' and '_'.</summary>
    public static string Variable(string name)
    {
        var made = string.Concat(name.Trim().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')).Trim('_');
        made = made.Length == 0 ? "value" : made;
        made = char.IsAsciiLetter(made[0]) ? made : $"v{made}";
        return made is "language" or "for" or "value" ? $"{made}_" : made;
    }

    private static string Bare(string word) =>
        word.Trim('.', '?', '!', ':', '(', ')', '¿', '¡', '…') is { Length: > 0 } bare && word[0] is not ('!' or '.')
            ? bare
            : word;

    private static bool IsPlain(string text) =>
        text.Length > 0
        && char.IsLetter(text[0])
        && text[^1] is not (' ' or ':')
        && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '!' or '?' or '-' or '_')
        && !Words.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static string FlowItem(string text) => Scalar(text);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(
                c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\t' => "\\t",
                    _ => c.ToString(),
                }
            );
        }

        return quoted.Append('"').ToString();
    }
}
