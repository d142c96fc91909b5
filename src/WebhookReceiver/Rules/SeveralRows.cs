using System.Buffers;
using System.Collections.Frozen;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules;

/// <summary>
/// "price of bread and cake?": a rule with <c>mentions</c> that only says a text says it once for every row that is named
/// with "and" or a comma between, at most three. Pure.
/// </summary>
internal static class SeveralRows
{
    private const int MostRows = 3;

    /// <summary>Words from one name to the next: and a large.</summary>
    private const int MostBetween = 4;

    private static readonly SearchValues<char> Signs = SearchValues.Create(",&+/،、\n");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Joints =
        "and or plus y o e u ou et und oder sowie ed od oppure aur ya और या و او أو ve veya yada ile dan atau sama en of og och i"
            .Split(' ')
            .Select(FoldedText.Of)
            .ToFrozenSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

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

        var texts = new List<string> { first };
        foreach (var row in rows.Skip(1))
        {
            if (Text(rule, table, row, context) is { } text && !texts.Contains(text, StringComparer.Ordinal))
            {
                texts.Add(text);
            }
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

    /// <summary>The rows in the order of the message, also with small words written onto their names.</summary>
    private static List<int>? RowsIn(Table table, MatchContext context)
    {
        var strips = context.Strips;
        context.Strip(true);
        var rows = JoinedRows(table, context);
        context.Strip(strips);
        return rows;
    }

    /// <summary>The rows, as long as one is joined to the next.</summary>
    private static List<int>? JoinedRows(Table table, MatchContext context)
    {
        var at = table.Names.Find(context, 0, out var length, out var row);
        if (at < 0)
        {
            return null;
        }

        List<int>? rows = null;
        var end = at + length;
        while (table.Names.Find(context, end, out length, out var next) is >= 0 and var start)
        {
            if (!AreJoined(context.Text, end, start))
            {
                break;
            }

            rows ??= [row];
            if (rows.Count < MostRows && !rows.Contains(next))
            {
                rows.Add(next);
            }

            end = start + length;
        }

        return rows;
    }

    private static bool AreJoined(FoldedText text, int end, int start)
    {
        if (start - end > MostBetween)
        {
            return false;
        }

        for (var token = end; token < start; token++)
        {
            if (Joints.Contains(text.WordAt(token)))
            {
                return true;
            }
        }

        // Arabic and Hebrew write "and" onto the next word.
        if (text.WordAt(start)[0] is 'و' or 'ו')
        {
            return true;
        }

        return text.Original.AsSpan(text.Tokens[end - 1].SourceEnd..text.Tokens[start].SourceStart).ContainsAny(Signs);
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
