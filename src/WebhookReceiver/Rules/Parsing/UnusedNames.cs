using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing;

/// <summary>Notes on lists, texts and calendars that nothing uses.</summary>
internal static class UnusedNames
{
    /// <summary>Every name is looked for in every file; beyond this many that would cost time.</summary>
    private const int MostNames = 200;

    /// <summary>The numbers of the people are there for plug-ins and commands, too.</summary>
    private const string Staff = "staff";

    public static void Note(SymbolTable symbols, ProblemList problems)
    {
        if (symbols.Lists.Count + symbols.Texts.Count + symbols.Calendars.Count > MostNames || symbols.HasUnreadable)
        {
            return;
        }

        Note("list", symbols.Lists.Where(list => list.Key != Staff), name => [$"${name}"], symbols, problems);
        Note(
            "text",
            symbols.Texts.Where(_ => !symbols.AsksModelFromTexts),
            name => [$"texts.{name}"],
            symbols,
            problems
        );
        Note("calendar", symbols.Calendars, name => [$"calendar.{name}", name], symbols, problems);
    }

    private static void Note(
        string what,
        IEnumerable<KeyValuePair<string, NamedNode>> names,
        Func<string, string[]> uses,
        SymbolTable symbols,
        ProblemList problems
    )
    {
        foreach (var (name, named) in names)
        {
            if (!uses(name).Any(use => IsUsed(use, named.Place, symbols)))
            {
                problems.Note(
                    named.Place,
                    $"nothing uses the {what} '{name}'.",
                    $"Use it as {Example(what, name)}, or take it out."
                );
            }
        }
    }

    private static string Example(string what, string name) =>
        what switch
        {
            "list" => $"'when: ${name}'",
            "text" => $"'{{{{ texts.{name} }}}}' in a reply",
            _ => $"'when: {{ words: …, open: {name} }}'",
        };

    /// <summary>True if the name stands anywhere as a whole word but where it is defined.</summary>
    private static bool IsUsed(string name, RulePlace definition, SymbolTable symbols) =>
        symbols.Sources.Any(source => IsIn(source, name, definition));

    private static bool IsIn(SourceText source, string name, RulePlace definition)
    {
        var text = source.Text;
        for (
            var at = text.IndexOf(name, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(name, at + 1, StringComparison.Ordinal)
        )
        {
            var isWhole = !IsOfName(text, at - 1) && !IsOfName(text, at + name.Length);
            // Only a calendar is used by its bare name, which is how it is defined, too.
            var isDefinition =
                char.IsLetter(name[0])
                && !name.Contains('.', StringComparison.Ordinal)
                && source.Path == definition.Path
                && source.LineOf(at) == definition.Line;
            if (isWhole && !isDefinition)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfName(string text, int at) =>
        at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '-' or '_');
}
