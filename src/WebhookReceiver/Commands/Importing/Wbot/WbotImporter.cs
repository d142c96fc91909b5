using System.Globalization;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.Wbot;

/// <summary>The <c>bot.json</c> of WBOT: answers to exact messages, to messages with a word, and to all others.</summary>
internal static class WbotImporter
{
    private const double LongestDelay = 3600;

    private static readonly string[] Known =
    [
        "contains",
        "exact",
        "response",
        "file",
        "afterSeconds",
        "responseAsCaption",
        "responseAfterSeconds",
    ];

    public static void Read(IReadOnlyList<SourceText> files, ImportOrder order, ImportBook book)
    {
        foreach (var file in files)
        {
            if (JsonTextReader.Read(file, book.Problems) is not { } root)
            {
                if (!book.Problems.HasErrors)
                {
                    book.Problems.Error(new RulePlace(file.Path, 1, 1), "the file is empty.", "Is it the bot.json?");
                }

                continue;
            }

            if (root is not MapNode map || map["bot"] is not ListNode bot)
            {
                book.Problems.Error(root.Place, "there is no list 'bot' in it.", "Name the bot.json of WBOT.");
                continue;
            }

            Bot(map, bot, book);
        }
    }

    private static void Bot(MapNode map, ListNode bot, ImportBook book)
    {
        Blocked(map, book);
        var earlier = new List<string>();
        foreach (var item in bot.Items)
        {
            if (item is MapNode entry)
            {
                Entry(entry, earlier, book);
            }
            else
            {
                book.NotTaken(item.Place, "this entry of 'bot' is no object");
            }
        }

        if (ForeignJson.Texts(map["noMatch"]) is [var otherwise, ..])
        {
            book.Took("answer to all other messages (noMatch)");
            book.Rules.Add(
                new ImportedRule(otherwise.Place, "no-match")
                {
                    Stage = "fallback",
                    Replies = [WbotText.Template(otherwise, book)],
                }
            );
        }

        foreach (var other in map.Entries.Where(entry => entry.Name is not ("bot" or "noMatch" or "blocked")))
        {
            book.NotTaken(other.Key.Place, $"'{other.Name}' has no place in rules");
        }

        book.Differs("capitals and accents never count, and a mistyped word is forgiven if no rule fits as it stands");
    }

    private static void Entry(MapNode entry, List<string> earlier, ImportBook book)
    {
        var exact = Phrases(entry["exact"], book);
        var contains = ForeignJson.Texts(entry["contains"]).Select(text => text.Value.Trim()).ToList();
        contains.RemoveAll(word => word.Length == 0);
        var replies = ForeignJson.Texts(entry["response"]).Select(text => WbotText.Template(text, book)).ToList();
        var media = Media(entry, book);
        foreach (var other in entry.Entries.Where(other => !Known.Contains(other.Name, StringComparer.Ordinal)))
        {
            book.NotTaken(other.Key.Place, $"'{other.Name}' has no place in a rule");
        }

        if (exact.Count + contains.Count == 0 || (replies.Count == 0 && media is null))
        {
            book.NotTaken(
                entry.Place,
                exact.Count + contains.Count == 0
                    ? "the entry has neither 'exact' nor 'contains'"
                    : "the entry has no response"
            );
            return;
        }

        var rule = new ImportedRule(entry.Place, exact.Concat(contains).First())
        {
            Replies = replies,
            Media = media,
            Delay = Delay(entry, book),
        };
        // All exact entries are asked before all that look for a word.
        var isHidden = exact.Exists(phrase =>
            earlier.Exists(word => phrase.Contains(word, StringComparison.OrdinalIgnoreCase))
        );
        if (isHidden)
        {
            Add(rule with { Whole = exact, Priority = 10, Tests = Tests(exact) }, book);
            exact = [];
        }

        if (exact.Count + contains.Count > 0)
        {
            Add(rule with { Whole = exact, Letters = contains, Tests = Tests(exact.Concat(contains)) }, book);
        }

        earlier.AddRange(contains);
    }

    private static void Add(ImportedRule rule, ImportBook book)
    {
        book.Took("phrases for the whole message (exact)", rule.Whole.Count);
        book.Took("words inside a message (contains)", rule.Letters.Count);
        book.Rules.Add(rule);
    }

    private static List<string> Phrases(Node? node, ImportBook book)
    {
        var phrases = new List<string>();
        foreach (var text in ForeignJson.Texts(node))
        {
            var phrase = RuleText.Phrase(text.Value);
            if (phrase.Length > 0)
            {
                phrases.Add(phrase);
            }
            else
            {
                book.NotTaken(text.Place, $"'{text.Value}' has no words");
            }
        }

        return phrases;
    }

    private static IReadOnlyList<IReadOnlyList<string>> Tests(IEnumerable<string> messages) =>
        [.. messages.Select(message => new[] { message })];

    private static string? Media(MapNode entry, ImportBook book)
    {
        string? media = null;
        foreach (var file in ForeignJson.Texts(entry["file"]))
        {
            if (media is null && file.Value.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                media = file.Value;
                book.Took("files to send");
            }
            else
            {
                book.NotTaken(
                    file.Place,
                    media is null
                        ? $"the file '{file.Value}' lies on your disk; put it on your site and write media: https://…"
                        : $"a reply carries one file, and '{file.Value}' is the second"
                );
            }
        }

        return media;
    }

    private static string? Delay(MapNode entry, ImportBook book)
    {
        if ((entry["afterSeconds"] ?? entry["responseAfterSeconds"]) is not { } node)
        {
            return null;
        }

        var seconds = ForeignJson.Number(node);
        if (seconds is null or < 0)
        {
            book.NotTaken(node.Place, "the seconds are no number");
            return null;
        }

        if (seconds > LongestDelay)
        {
            book.Differs(node.Place, "the platform waits an hour at most");
        }

        var whole = (int)Math.Min(Math.Round(seconds.Value), LongestDelay);
        return whole == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{whole}s");
    }

    private static void Blocked(MapNode map, ImportBook book)
    {
        var numbers = ForeignJson
            .Texts(map["blocked"])
            .Select(text => (text.Place, Digits: string.Concat(text.Value.Where(char.IsAsciiDigit))))
            .Where(one => one.Digits.Length > 0)
            .ToList();
        if (numbers.Count > 0)
        {
            book.Took("blocked numbers", numbers.Count);
            book.Rules.Add(
                new ImportedRule(numbers[0].Place, "blocked")
                {
                    Stage = "before",
                    From = [.. numbers.Select(one => $"+{one.Digits}")],
                }
            );
        }
    }
}
