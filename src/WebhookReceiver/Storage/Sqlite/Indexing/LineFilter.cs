using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>Which messages are wanted; every omitted part means all.</summary>
internal sealed record LineFilter
{
    /// <summary>Folded words, all of which must be in the message or its answer.</summary>
    public string? Words { get; init; }
    public string? Rule { get; init; }

    /// <summary>Whether a rule other than the fallback answered; null: both, and those that no rule was to answer.</summary>
    public bool? Understood { get; init; }

    /// <summary>The rules of the fallback, for <see cref="Understood"/>.</summary>
    public IReadOnlyCollection<string> Fallbacks { get; init; } = [];
    public string? Channel { get; init; }
    public string? Project { get; init; }
    public string? Language { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only these contacts.</summary>
    public IReadOnlyCollection<string>? Contacts { get; init; }

    /// <summary>All but these contacts.</summary>
    public IReadOnlyCollection<string>? OtherContacts { get; init; }

    public bool IsAll =>
        Words is null
        && Rule is null
        && Understood is null
        && Channel is null
        && Project is null
        && Language is null
        && Since is null
        && Until is null
        && Contacts is null
        && OtherContacts is null;

    /// <summary>A statement over the messages that fit: <c>SELECT … FROM line</c> and what follows.</summary>
    public Statement Select(SqliteConnection connection, string columns, string order)
    {
        var sql = new StringBuilder("SELECT ").Append(columns).Append(" FROM line");
        var texts = new List<string>();
        if (Words is not null)
        {
            sql.Append(" JOIN said ON said.rowid = line.id");
        }

        sql.Append(" WHERE 1");
        if (Words is not null)
        {
            sql.Append(" AND said MATCH ").Append(Bound(texts, Words));
        }

        Word(sql, texts, "rule", Rule);
        Word(sql, texts, "channel", Channel);
        Word(sql, texts, "project", Project);
        Word(sql, texts, "language", Language);
        if (Since is { } since)
        {
            sql.Append(" AND line.at >= ").Append(since.UtcTicks);
        }

        if (Until is { } until)
        {
            sql.Append(" AND line.at < ").Append(until.UtcTicks);
        }

        if (Understood is { } understood)
        {
            var fallbacks = In(texts, Fallbacks);
            sql.Append(
                understood
                    ? $" AND line.fate IN (0, 1) AND (line.rule IS NULL OR line.rule NOT IN (SELECT id FROM word WHERE text IN {fallbacks}))"
                    : $" AND (line.fate = 2 OR (line.fate = 0 AND line.rule IN (SELECT id FROM word WHERE text IN {fallbacks})))"
            );
        }

        if (Contacts is not null)
        {
            sql.Append(
                CultureInfo.InvariantCulture,
                $" AND line.person IN (SELECT id FROM person WHERE contact IN {In(texts, Contacts)})"
            );
        }

        if (OtherContacts is not null)
        {
            sql.Append(
                CultureInfo.InvariantCulture,
                $" AND line.person NOT IN (SELECT id FROM person WHERE contact IN {In(texts, OtherContacts)})"
            );
        }

        var statement = new Statement(connection, sql.Append(' ').Append(order).ToString());
        for (var i = 0; i < texts.Count; i++)
        {
            statement.Bind(i + 1, texts[i]);
        }

        return statement;
    }

    private static void Word(StringBuilder sql, List<string> texts, string column, string? text)
    {
        if (text is not null)
        {
            sql.Append(
                CultureInfo.InvariantCulture,
                $" AND line.{column} = (SELECT id FROM word WHERE text = {Bound(texts, text)})"
            );
        }
    }

    private static string In(List<string> texts, IEnumerable<string> wanted) =>
        $"({string.Join(", ", wanted.Select(text => Bound(texts, text)))})";

    private static string Bound(List<string> texts, string text)
    {
        texts.Add(text);
        return $"?{texts.Count}";
    }
}
