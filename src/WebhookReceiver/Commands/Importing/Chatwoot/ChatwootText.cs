using System.Text.RegularExpressions;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.Chatwoot;

/// <summary>A text of Chatwoot as a reply: its variables stand in <c>{{contact.name}}</c>.</summary>
internal static partial class ChatwootText
{
    public static string Template(TextNode text, ImportBook book)
    {
        var reply = new System.Text.StringBuilder();
        var end = 0;
        foreach (Match variable in Variables().Matches(text.Value))
        {
            reply.Append(RuleText.Literal(text.Value[end..variable.Index]));
            end = variable.Index + variable.Length;
            reply.Append(Placeholder(variable.Groups["name"].Value, text, book));
        }

        return reply.Append(RuleText.Literal(text.Value[end..])).ToString();
    }

    private static string Placeholder(string name, TextNode text, ImportBook book)
    {
        switch (name)
        {
            case "contact.name":
                return "{{ name | default: \"\" }}";
            case "contact.first_name":
                return "{{ name | default: \"\" | split: \" \" | first }}";
            case "contact.phone_number":
                return "{{ number }}";
            case var attribute when attribute.StartsWith("contact.custom_attribute.", StringComparison.Ordinal):
                return $"{{{{ contact.{RuleText.Variable(attribute["contact.custom_attribute.".Length..])} }}}}";
            default:
                book.NotTaken(text.Place, $"the variable '{name}'");
                return "";
        }
    }

    [GeneratedRegex(@"\{\{\s*(?<name>[\w.]+)[^}]*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Variables();
}
