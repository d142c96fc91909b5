using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules;

/// <summary>
/// "price of bread and cake?": a rule with <c>mentions</c> that only says a text says it once for every row that is named, at
/// most three. So it is where nothing joins them: of "a haircut for my son", nobody knows which row is meant. Pure.
/// </summary>
internal static class SeveralRows
{
    private const int MostRows = 3;

    /// <summary>The decision for all named rows; the same decision for one.</summary>
    public static Decision Of(Decision decision, RuleSet rules, MatchContext context)
    {
        if (
            !rules.HasMentions
            || !decision.Parts.IsEmpty
            || decision.Reply is not { IsSilent: false, Text: { } first }
            || rules.FindRule(decision.RuleName ?? "") is not { } rule
            || !SeveralAnswers.OnlySays(rule)
            || TableOf(rule) is not { } table
            || RowsIn(table, context) is not { Count: > 1 } rows
            || !rule.Holds(context)
        )
        {
            return decision;
        }

        var texts = new List<string>();
        var own = table.Find(context);
        foreach (var row in rows)
        {
            // The row that the rule has found itself need not be the first: "l'enfant" is known without its article.
            var text = ReferenceEquals(table.Rows[row], own) ? first : Text(rule, table, row, context);
            if (text is not null && !texts.Contains(text, StringComparer.Ordinal))
            {
                texts.Add(text);
            }
        }

        if (!texts.Contains(first, StringComparer.Ordinal))
        {
            texts.Insert(0, first);
        }

        if (texts.Count == 1)
        {
            return decision;
        }

        var all = new Answer(decision.Reply with { Text = string.Join("\n\n", texts) })
        {
            Changes = decision.Changes,
            Later = decision.Later,
            Channel = decision.Channel,
        };
        return Decision.Of(rule.Name, all, context.Message.Channel, rules.Lengths, decision.Faults) with
        {
            External = decision.External,
            Shadows = decision.Shadows,
            Spoken = decision.Spoken,
        };
    }

    /// <summary>The only table that the rule asks for.</summary>
    private static Table? TableOf(FileRule rule)
    {
        Table? table = null;
        foreach (var condition in rule.When)
        {
            if (condition is MentionsCondition mentions)
            {
                if (table is not null)
                {
                    return null;
                }

                table = mentions.Table;
            }
        }

        return table;
    }

    /// <summary>The rows in the order of the message, also with small words written onto their names; null for one.</summary>
    private static List<int>? RowsIn(Table table, MatchContext context)
    {
        var strips = context.Strips;
        context.Strip(true);
        List<int>? rows = null;
        var first = -1;
        for (
            var at = table.Names.Find(context, 0, out var length, out var row);
            at >= 0;
            at = table.Names.Find(context, at + length, out length, out row)
        )
        {
            if (first < 0 || first == row)
            {
                first = row;
                continue;
            }

            rows ??= [first];
            if (rows.Count < MostRows && !rows.Contains(row))
            {
                rows.Add(row);
            }
        }

        context.Strip(strips);
        return rows;
    }

    private static string? Text(FileRule rule, Table table, int row, MatchContext context)
    {
        var prefix = $"{table.Name}.";
        var captures = context
            .CapturedValues()
            .Where(one => !one.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToList();
        for (var i = 0; i < table.Columns.Length; i++)
        {
            captures.Add(new(prefix + table.Columns[i], table.Rows[row].Cells[i]));
        }

        try
        {
            return rule.Plan.Make(context.Message, captures).Text;
        }
        catch (TemplateException)
        {
            // The first row is answered all the same.
            return null;
        }
    }
}
