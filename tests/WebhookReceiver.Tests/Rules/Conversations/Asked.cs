namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>One question and its answer, on Wednesday 14 January 2026, 12:00 in Dublin.</summary>
internal static class Asked
{
    private const string Question = "Well?";

    /// <summary>The accepted value, or the question asked back; <c>?</c> if the question is just repeated.</summary>
    public static async Task<string> AnswerAsync(string languages, string expect, string answer, string settings = "")
    {
        var talk = new Talk(
            "settings: { zone: Europe/Dublin, "
                + (languages.Length == 0 ? "" : $"languages: [{languages}], ")
                + settings
                + " }\n"
                + """
                calendars:
                  shop: { open: { mon-sat: "09:00-17:30" } }
                  bar: { open: { mon-sun: "18:00-02:00" } }

                """
                + $"rules:\n  - {{ id: question, when: xquestion, ask: {{ a: {Question}, expect: {expect} }}, reply: '= {{{{ a }}}}' }}\n"
        );
        await talk.SayAsync("xquestion");
        var said = await talk.SayAsync(answer) ?? "";
        return said.StartsWith("= ", StringComparison.Ordinal) ? said[2..]
            : said.StartsWith(Question, StringComparison.Ordinal) ? "?"
            : said.Split("\n\n")[0];
    }

    /// <summary>The captured value of a phrase; null if the rule does not answer.</summary>
    public static async Task<string?> PhraseAsync(string languages, string type, string text, string settings = "")
    {
        var talk = new Talk(
            "settings: { zone: Europe/Dublin, "
                + (languages.Length == 0 ? "" : $"languages: [{languages}], ")
                + settings
                + " }\n"
                + $"rules:\n  - {{ id: phrase, when: 'xphrase <a:{type}>', reply: '{{{{ a }}}}' }}\n"
        );
        return await talk.SayAsync($"xphrase {text}");
    }
}
