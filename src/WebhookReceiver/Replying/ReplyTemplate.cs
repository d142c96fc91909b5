namespace WebhookReceiver.Replying;

/// <summary>A text of a rule file with its Liquid placeholders, checked when it is loaded.</summary>
internal sealed class ReplyTemplate
{
    /// <summary>True if the text has no placeholders: then <see cref="Render"/> costs nothing and ignores its arguments.</summary>
    public bool IsConstant => throw new NotSupportedException();

    /// <summary>Reads a template. Adds what is wrong to <paramref name="problems"/>; null only if there is an error among it.</summary>
    public static ReplyTemplate? Parse(string source, TemplateScope scope, ICollection<TemplateProblem> problems) =>
        throw new NotSupportedException();

    /// <summary>Fills in the template. What the customer wrote is inserted as data, never rendered again.</summary>
    /// <exception cref="TemplateException">It failed at run time or went over its limits; the rule is passed over.</exception>
    public string Render(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures) =>
        throw new NotSupportedException();
}

/// <summary>What a template may name besides the variables every message has.</summary>
/// <param name="Captures">Names of the rule's slots and named groups.</param>
/// <param name="Texts">Shared snippets by name (<c>texts.*</c>), themselves templates.</param>
internal sealed record TemplateScope(IReadOnlySet<string> Captures, IReadOnlyDictionary<string, string> Texts);

/// <summary>Something wrong in a template; line and column from 1, inside the template's text.</summary>
internal sealed record TemplateProblem(bool IsError, int Line, int Column, string Message, string? Cure);

/// <summary>A template failed while it was filled in.</summary>
internal sealed class TemplateException(string message, Exception? inner) : Exception(message, inner);
