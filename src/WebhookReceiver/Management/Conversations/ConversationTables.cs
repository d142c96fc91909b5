using System.Globalization;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Tables;

namespace WebhookReceiver.Management.Conversations;

/// <summary>People and conversations as tables, masked like the pages.</summary>
internal static class ConversationTables
{
    /// <summary>All people that a question finds, part by part, and where the rest begins.</summary>
    public static async Task<(CsvTable Table, string? Next)> AllAsync(
        Func<long, int, Task<Page<Conversation>>> read,
        long before
    )
    {
        var table = new CsvTable(
            "contact",
            "shown",
            "name",
            "channel",
            "project",
            "last_at",
            "last_text",
            "rule",
            "outcome",
            "messages",
            "waiting",
            "stopped"
        );
        while (true)
        {
            var page = await read(before, ApiQuery.MostItems);
            foreach (var one in page.Items)
            {
                Add(table, one);
            }

            if (page.Next is not { } next || table.Rows >= CsvAnswers.MostRows)
            {
                return (table, page.Next);
            }

            before = long.Parse(next, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>One row for each line of a conversation, the oldest first.</summary>
    public static CsvTable Of(ConversationLines talk)
    {
        var table = new CsvTable(
            "id",
            "kind",
            "at",
            "channel",
            "content",
            "text",
            "outcome",
            "rule",
            "version",
            "by",
            "state",
            "detail"
        );
        foreach (var line in talk.Lines)
        {
            table.Add(
                line.Id,
                line.Kind,
                line.At,
                line.Channel,
                line.Content,
                line.Text,
                line.Outcome,
                line.Rule,
                line.Version,
                line.By,
                line.State,
                line.Detail
            );
        }

        return table;
    }

    private static void Add(CsvTable table, Conversation one) =>
        table.Add(
            one.Contact,
            one.Shown,
            one.Name,
            one.Channel,
            one.Project,
            one.Last.At,
            one.Last.Text,
            one.Last.Rule,
            one.Last.Outcome,
            one.Count,
            one.Waiting,
            one.Stopped
        );
}
