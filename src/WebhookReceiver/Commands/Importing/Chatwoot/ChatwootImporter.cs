using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.Chatwoot;

/// <summary>Canned responses and automation rules of Chatwoot, as its API lists them.</summary>
internal static class ChatwootImporter
{
    public static void Read(IReadOnlyList<SourceText> files, ImportOrder order, ImportBook book)
    {
        foreach (var file in files)
        {
            var root = JsonTextReader.Read(file, book.Problems);
            var list = root is MapNode map ? map["payload"] ?? map : root;
            var items = list is MapNode one ? [one] : ForeignJson.Maps(list, "payload", book).ToList();
            var known = items.Where(item => item["short_code"] is not null || item["event_name"] is not null).ToList();
            if (known.Count == 0 && !book.Problems.HasErrors)
            {
                book.Problems.Error(
                    new RulePlace(file.Path, 1, 1),
                    "there are neither canned responses (short_code) nor automation rules (event_name) in it.",
                    "Save what the API lists under canned_responses or automation_rules."
                );
            }

            foreach (var item in items)
            {
                Take(item, book);
            }
        }
    }

    private static void Take(MapNode item, ImportBook book)
    {
        if (item["short_code"] is not null)
        {
            Canned(item, book);
        }
        else if (item["event_name"] is not null)
        {
            Automation(item, book);
        }
        else
        {
            book.NotTaken(item.Place, "neither a canned response nor an automation rule");
        }
    }

    private static void Canned(MapNode item, ImportBook book)
    {
        var code = RuleText.Phrase(
            (ForeignJson.Text(item["short_code"]) ?? "").Replace('_', ' ').Replace('-', ' ').Replace('/', ' ')
        );
        if (code.Length == 0 || ForeignJson.Texts(item["content"]) is not [var content, ..])
        {
            book.NotTaken(item.Place, "a canned response without a short code or a text");
            return;
        }

        book.Took("canned responses");
        book.Differs(
            "a canned response is said by itself to who writes the words of its short code; write what customers say into 'when'"
        );
        book.Rules.Add(
            new ImportedRule(item.Place, code)
            {
                Words = [code],
                Replies = [ChatwootText.Template(content, book)],
                Tests =
                [
                    [code],
                ],
            }
        );
    }

    private static void Automation(MapNode item, ImportBook book)
    {
        var name = ForeignJson.Text(item["name"]) ?? "automation";
        if (Reason(item) is { } reason)
        {
            book.NotTaken(item.Place, $"the automation rule '{name}': {reason}");
            return;
        }

        var heard = ChatwootConditions.Read(item["conditions"], book);
        var replies = new List<string>();
        foreach (var action in ForeignJson.Maps(item["actions"], "actions", book))
        {
            var what = ForeignJson.Text(action["action_name"]);
            if (what == "send_message")
            {
                replies.AddRange(
                    ForeignJson.Texts(action["action_params"]).Take(1).Select(text => ChatwootText.Template(text, book))
                );
            }
            else
            {
                book.NotTaken(action.Place, $"the action '{what}' of '{name}'");
            }
        }

        if (heard is null || replies.Count == 0)
        {
            book.NotTaken(
                item.Place,
                heard is null
                    ? $"the automation rule '{name}': its conditions look at more than the message"
                    : $"the automation rule '{name}' sends no message"
            );
            return;
        }

        book.Took("automation rules");
        book.Rules.Add(
            new ImportedRule(item.Place, name)
            {
                Whole = heard.Whole,
                Letters = heard.Letters,
                Replies = [string.Join("\n\n", replies)],
                Tests = [.. heard.Whole.Concat(heard.Letters).Select(message => new[] { message })],
            }
        );
    }

    private static string? Reason(MapNode item) =>
        ForeignJson.Text(item["active"]) == "false" ? "it is not active"
        : ForeignJson.Text(item["event_name"]) != "message_created"
            ? $"it waits for '{ForeignJson.Text(item["event_name"])}', and a rule for a message"
        : null;
}
