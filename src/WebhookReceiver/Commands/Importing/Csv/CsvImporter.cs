using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.Csv;

/// <summary>A spreadsheet of questions and answers.</summary>
internal static class CsvImporter
{
    private static readonly char[] Between = [';', '|', '\n'];

    public static void Read(IReadOnlyList<SourceText> files, ImportOrder order, ImportBook book)
    {
        var seen = new Dictionary<string, RulePlace>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (CsvText.Read(file, book.Problems) is not { } rows)
            {
                continue;
            }

            if (rows.Count == 0)
            {
                book.Problems.Error(new RulePlace(file.Path, 1, 1), "the file is empty.", "Export it again.");
                continue;
            }

            if (FaqColumns.Find(rows[0], order, book) is { } columns)
            {
                Rows(rows, columns, seen, book);
            }
        }

        if (!book.Problems.HasErrors)
        {
            book.Differs("a question is answered if its words stand in the message, with any words around them");
        }
    }

    private static void Rows(List<CsvRow> rows, FaqColumns columns, Dictionary<string, RulePlace> seen, ImportBook book)
    {
        foreach (var row in rows.Skip(1))
        {
            var question = row.Cells[columns.Question].Value;
            var answer = row.Cells[columns.Answer].Value;
            if (question.Length == 0 || answer.Length == 0)
            {
                book.NotTaken(row.Place, question.Length == 0 ? "the row has no question" : "the row has no answer");
                continue;
            }

            var phrases = Phrases(row, question, seen, book);
            if (phrases.Count > 0)
            {
                book.Took("rows with a question and an answer");
                book.Rules.Add(RuleOf(row, phrases, answer));
            }
        }
    }

    private static List<string> Phrases(
        CsvRow row,
        string question,
        Dictionary<string, RulePlace> seen,
        ImportBook book
    )
    {
        var phrases = new List<string>();
        foreach (var part in question.Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            var phrase = RuleText.Phrase(part);
            if (!phrase.Any(char.IsLetterOrDigit))
            {
                book.NotTaken(row.Place, $"'{part.Trim()}' has no letters or digits");
            }
            else if (seen.TryGetValue(phrase, out var first))
            {
                book.NotTaken(row.Place, $"'{phrase}' is asked in {first.Path}:{first.Line} already");
            }
            else
            {
                seen.Add(phrase, row.Place);
                phrases.Add(phrase);
            }
        }

        return phrases;
    }

    private static ImportedRule RuleOf(CsvRow row, List<string> phrases, string answer) =>
        new(row.Place, phrases[0])
        {
            Words = phrases,
            Replies = [RuleText.Literal(answer)],
            Tests = [.. phrases.Select(phrase => new[] { phrase })],
        };
}
