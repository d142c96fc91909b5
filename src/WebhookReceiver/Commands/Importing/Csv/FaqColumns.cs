using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.Csv;

/// <summary>The columns of questions and answers, by their usual names.</summary>
internal sealed record FaqColumns(int Question, int Answer)
{
    private static readonly string[] Questions =
    [
        .. "question questions q faq when ask prompt input message trigger keyword keywords phrase phrases utterance pregunta preguntas ".Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        ),
        .. "pergunta perguntas frage fragen domanda domande vraag soru pertanyaan kundenfrage stichwort título titel title".Split(
            ' '
        ),
        "السؤال",
        "प्रश्न",
    ];

    private static readonly string[] Answers =
    [
        .. "answer answers a reply replies response responses output text content body respuesta respuestas resposta respostas".Split(
            ' '
        ),
        .. "antwort antworten réponse réponses reponse reponses risposta risposte antwoord cevap yanıt jawaban".Split(
            ' '
        ),
        "الجواب",
        "उत्तर",
    ];

    /// <summary>The columns; null with a problem if a name is missing.</summary>
    public static FaqColumns? Find(CsvRow head, ImportOrder order, ImportBook book)
    {
        var question = IndexOf(head, order.Question, Questions);
        var answer = IndexOf(head, order.Answer, Answers);
        if (question < 0 || answer < 0 || question == answer)
        {
            var option = question < 0 ? "--question" : "--answer";
            var what = question < 0 ? "questions" : "answers";
            var named = (question < 0 ? order.Question : order.Answer) is { } name
                ? $"no column is called '{name}'"
                : $"no column has a usual name for {what}";
            book.Problems.Error(
                head.Place,
                $"{named}; the first row has {string.Join(", ", head.Cells.Select(cell => $"'{cell.Value}'"))}.",
                $"Name the column: {option} \"{Other(head, question, answer)}\""
            );
            return null;
        }

        for (var i = 0; i < head.Cells.Count; i++)
        {
            if (i != question && i != answer)
            {
                book.NotTaken(head.Cells[i].Place, $"the column '{head.Cells[i].Value}' has no place in a rule");
            }
        }

        return new FaqColumns(question, answer);
    }

    private static string Other(CsvRow head, int question, int answer) =>
        head.Cells.Where((_, i) => i != question && i != answer).Select(cell => cell.Value).FirstOrDefault() ?? "…";

    private static int IndexOf(CsvRow head, string? named, string[] usual)
    {
        var cells = head.Cells.Select(cell => cell.Value.Trim().Trim('?', ':', '\uFEFF')).ToList();
        return named is not null
            ? cells.FindIndex(cell => string.Equals(cell, named.Trim(), StringComparison.OrdinalIgnoreCase))
            : usual
                .Select(name => cells.FindIndex(cell => string.Equals(cell, name, StringComparison.OrdinalIgnoreCase)))
                .FirstOrDefault(at => at >= 0, -1);
    }
}
