using System.Text.RegularExpressions;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.RapidPro;

/// <summary>A text of a flow as a reply: its values stand behind an @.</summary>
internal static partial class RapidProText
{
    public static string Template(TextNode text, ImportBook book)
    {
        var reply = new System.Text.StringBuilder();
        var end = 0;
        foreach (Match value in Values().Matches(text.Value))
        {
            reply.Append(RuleText.Literal(text.Value[end..value.Index]));
            end = value.Index + value.Length;
            reply.Append(value.Value == "@@" ? "@" : Placeholder(value, text, book));
        }

        return reply.Append(RuleText.Literal(text.Value[end..])).ToString();
    }

    private static string Placeholder(Match value, TextNode text, ImportBook book)
    {
        var path = value.Groups["path"].Value.TrimEnd('.').Split('.');
        var dot = value.Value.EndsWith('.') ? "." : "";
        var expression = path switch
        {
            ["results", var name, ..] => RapidProFlow.Variable(name),
            ["contact", "name"] => "name | default: \"\"",
            ["contact", "first_name"] => "name | default: \"\" | split: \" \" | first",
            ["contact", "fields", var field] => $"contact.{RuleText.Variable(field)}",
            ["fields", var field] => $"contact.{RuleText.Variable(field)}",
            ["urns", ..] or ["contact", "urn"] => "number",
            ["input"] or ["input", "text"] => "text",
            _ => null,
        };
        if (expression is null)
        {
            book.NotTaken(text.Place, $"the value '{value.Value}'");
            return "";
        }

        return $"{{{{ {expression} }}}}{dot}";
    }

    [GeneratedRegex(
        @"@@|@\((?:[^()]|\([^()]*\))*\)|@(?<path>(?:results|contact|fields|urns|input|globals|trigger|run|child|parent)(?:\.\w+)*\.?)",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Values();
}
