using System.Text.RegularExpressions;
using System.Xml.Linq;
using WebhookReceiver.Commands.Importing.Talk;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.Aiml;

/// <summary>Files of AIML 2.1, with the sets and the properties that lie beside them.</summary>
internal sealed partial class AimlImporter
{
    private readonly ImportBook _book;
    private readonly Dictionary<string, string> _bot = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Order, TalkCategory Category)> _categories = [];
    private readonly Dictionary<string, RulePlace> _seen = new(StringComparer.Ordinal);

    private AimlImporter(ImportBook book) => _book = book;

    public static void Read(IReadOnlyList<SourceText> files, ImportOrder order, ImportBook book)
    {
        var importer = new AimlImporter(book);
        foreach (var file in files.Where(file => !IsAiml(file)))
        {
            importer.Beside(file);
        }

        foreach (var file in files.Where(IsAiml))
        {
            if (AimlDocument.Read(file, book) is { } root)
            {
                importer.Take(root, file.Path, []);
            }
        }

        if (!book.Problems.HasErrors)
        {
            var ordered = importer
                ._categories.OrderBy(one => one.Order, StringComparer.Ordinal)
                .Select(one => one.Category);
            TalkCompiler.Compile([.. ordered], new TalkManners(TopicsExclude: false, LastSentence: true), book);
            book.Differs("a message is one sentence: what follows a dot is not answered by itself");
        }
    }

    private static bool IsAiml(SourceText file) =>
        !file.Path.EndsWith(".properties", StringComparison.OrdinalIgnoreCase)
        && !file.Path.EndsWith(".set", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"^\s*(?<name>[\w.-]+)\s*[=:]\s*(?<value>.*?)\s*$",
        RegexOptions.NonBacktracking | RegexOptions.Multiline
    )]
    private static partial Regex Property();

    private void Beside(SourceText file)
    {
        if (file.Path.EndsWith(".properties", StringComparison.OrdinalIgnoreCase))
        {
            foreach (Match line in Property().Matches(file.Text))
            {
                _bot[line.Groups["name"].Value] = line.Groups["value"].Value;
            }

            _book.Took("values of the bot", _bot.Count);
            return;
        }

        var rows = file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var name = RuleText.Variable(Path.GetFileNameWithoutExtension(file.Path).ToLowerInvariant());
        if (rows.Length > 0)
        {
            _book.Tables.Add(
                new ImportedTable(
                    name,
                    [.. rows.Select(row => row.ToLowerInvariant()).Distinct(StringComparer.Ordinal)]
                )
            );
            _book.Took("sets");
        }
    }

    private void Take(XElement parent, string path, string[] topics)
    {
        foreach (var element in parent.Elements())
        {
            var place = AimlDocument.PlaceOf(element, path);
            switch (element.Name.LocalName)
            {
                case "category":
                    AddCategory(element, place, topics);
                    break;
                case "topic" when topics.Length == 0:
                    Take(element, path, [(element.Attribute("name")?.Value ?? "").Trim().ToLowerInvariant()]);
                    break;
                default:
                    _book.NotTaken(place, $"<{element.Name.LocalName}> outside a category");
                    break;
            }
        }
    }

    private void AddCategory(XElement element, RulePlace place, string[] topics)
    {
        var parts = element.Elements().ToLookup(part => part.Name.LocalName, StringComparer.Ordinal);
        topics = parts["topic"].FirstOrDefault() is { } own ? [own.Value.Trim().ToLowerInvariant()] : topics;
        if (
            parts["pattern"].FirstOrDefault() is not { } written
            || parts["template"].FirstOrDefault() is not { } template
        )
        {
            _book.NotTaken(place, "a category without a pattern or a template");
            return;
        }

        if (AimlPattern.Read(written, place, _book) is not { } pattern)
        {
            return;
        }

        var that = parts["that"].FirstOrDefault() is { } said ? AimlPattern.Read(said, place, _book) : null;
        topics = topics is ["*"] ? [] : topics;
        var order = $"{pattern.Order}\u0001{that?.Order ?? "9"}\u0001{(topics.Length > 0 ? topics[0] : "\uFFFF")}";
        if (_seen.TryGetValue(order, out var first))
        {
            _book.NotTaken(place, $"the same pattern stands in {first.Path}:{first.Line} already");
            return;
        }

        _seen.Add(order, place);
        _book.Took("categories");
        _categories.Add(
            (
                order,
                new TalkCategory(
                    place,
                    AimlSpellings.Of(pattern.Pattern),
                    new AimlTemplate(place.Path, _bot, _book).Read(template)
                )
                {
                    Previous = that?.Pattern is { IsEverything: false } previous ? [previous] : [],
                    Topics = [.. topics],
                    IsLast = pattern.Order is "5" or "6",
                }
            )
        );
    }
}
