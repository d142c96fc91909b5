using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.Wbot;

/// <summary>A response of WBOT as a reply: its placeholders stand in <c>[#name]</c>.</summary>
internal static class WbotText
{
    private const string Greeting =
        "{% assign hour = now | date: \"%H\" | plus: 0 %}{% if hour < 12 %}Good morning{% elsif hour < 18 %}Good afternoon{% else %}Good evening{% endif %}";

    public static string Template(TextNode text, ImportBook book)
    {
        var reply = RuleText
            .Literal(text.Value)
            .Replace("[#name]", "{{ name | default: \"\" }}", StringComparison.OrdinalIgnoreCase)
            .Replace("[#phoneNumber]", "{{ number }}", StringComparison.OrdinalIgnoreCase)
            .Replace("[#greetings]", Greeting, StringComparison.OrdinalIgnoreCase);
        if (reply.Contains("[#", StringComparison.Ordinal))
        {
            book.NotTaken(text.Place, "a placeholder in [# ] is unknown, and stays as it is");
        }

        return reply;
    }
}
