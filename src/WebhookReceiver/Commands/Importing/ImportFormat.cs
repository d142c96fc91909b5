using WebhookReceiver.Commands.Importing.Aiml;
using WebhookReceiver.Commands.Importing.Chatwoot;
using WebhookReceiver.Commands.Importing.Csv;
using WebhookReceiver.Commands.Importing.RapidPro;
using WebhookReceiver.Commands.Importing.RiveScript;
using WebhookReceiver.Commands.Importing.Wbot;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing;

/// <summary>What the owner asks for beside the file.</summary>
/// <param name="Question">The column with the questions; null to find it.</param>
/// <param name="Answer">The column with the answers; null to find it.</param>
internal sealed record ImportOrder(string? Question, string? Answer);

/// <summary>A format of another program.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Endings">Endings of its files in a folder.</param>
/// <param name="Read">Puts into the book what stands in the files.</param>
internal sealed record ImportFormat(
    string Name,
    IReadOnlyList<string> Endings,
    Action<IReadOnlyList<SourceText>, ImportOrder, ImportBook> Read
)
{
    public static IReadOnlyList<ImportFormat> All { get; } =
    [
        new("csv", [".csv", ".tsv", ".txt"], CsvImporter.Read),
        new("wbot", [".json"], WbotImporter.Read),
        new("rivescript", [".rive", ".rs"], RiveScriptImporter.Read),
        new("aiml", [".aiml", ".xml", ".set", ".properties"], AimlImporter.Read),
        new("chatwoot", [".json"], ChatwootImporter.Read),
        new("rapidpro", [".json"], RapidProImporter.Read),
    ];

    public string Shown => string.Join(", ", Endings);
}
