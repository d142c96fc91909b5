using System.Globalization;
using System.Text;

namespace WebhookReceiver.Commands.Importing;

/// <summary>The report of an import, for a person: a page beside the rules, and its summary.</summary>
internal static class ImportReport
{
    private const int MostShown = 20;

    public static string Page(ImportBook book, string source, ImportFormat format, int rules, int tests)
    {
        var page = new StringBuilder();
        page.Append("# What was imported\n\n");
        page.Append(
            CultureInfo.InvariantCulture,
            $"From `{source}` ({format.Name}): {Count(rules, "rule")} and {Count(tests, "test")}.\n\n"
        );
        page.Append("## What was taken\n\n");
        foreach (var (what, count) in book.Taken)
        {
            page.Append(CultureInfo.InvariantCulture, $"- {count} {what}\n");
        }

        Section(page, "What was not taken", "Everything was taken.", book.Lost);
        Section(page, "What behaves otherwise", "Nothing that is known.", book.Changed);
        return page.ToString();
    }

    /// <summary>The lines for the terminal.</summary>
    public static IEnumerable<string> Summary(ImportBook book, int rules, int tests)
    {
        yield return $"{Count(rules, "rule")} and {Count(tests, "test")}.";
        foreach (var line in Short("Not taken", book.Lost).Concat(Short("Behaves otherwise", book.Changed)))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Short(string title, IReadOnlyList<ImportNote> notes)
    {
        if (notes.Count == 0)
        {
            yield break;
        }

        yield return $"{title}: {notes.Count}";
        foreach (var note in notes.Take(MostShown))
        {
            yield return $"  {note}";
        }

        if (notes.Count > MostShown)
        {
            yield return $"  … and {notes.Count - MostShown} more in the report";
        }
    }

    private static void Section(StringBuilder page, string title, string none, IReadOnlyList<ImportNote> notes)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");
        if (notes.Count == 0)
        {
            page.Append(none).Append('\n');
        }

        foreach (var note in notes)
        {
            page.Append(CultureInfo.InvariantCulture, $"- {note}\n");
        }
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
