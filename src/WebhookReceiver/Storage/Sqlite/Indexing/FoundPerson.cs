using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>A person with messages that fit.</summary>
/// <param name="Contact">The contact's hash.</param>
/// <param name="Last">The newest message that fits.</param>
/// <param name="Count">Their number.</param>
internal readonly record struct FoundPerson(string Contact, long Last, long Count)
{
    /// <summary>People, those with the newest messages first.</summary>
    /// <param name="connection">The index.</param>
    /// <param name="filter">Which messages are wanted.</param>
    /// <param name="before">Only people whose newest message is before this one.</param>
    /// <param name="most">Maximum number of people.</param>
    public static IReadOnlyList<FoundPerson> Find(
        SqliteConnection connection,
        LineFilter filter,
        long before,
        int most
    ) => filter.IsAll ? All(connection, before, most) : Fitting(connection, filter, before, most);

    private static List<FoundPerson> All(SqliteConnection connection, long before, int most)
    {
        var people = new List<FoundPerson>();
        using var rows = new Statement(
            connection,
            "SELECT contact, last, count FROM person WHERE last < ?1 ORDER BY last DESC LIMIT ?2"
        );
        rows.Bind(1, before);
        rows.Bind(2, most);
        while (rows.Step())
        {
            people.Add(new FoundPerson(rows.Text(0)!, rows.Integer(1), rows.Integer(2)));
        }

        return people;
    }

    /// <summary>One pass over the messages that fit: it counts them, too.</summary>
    private static List<FoundPerson> Fitting(SqliteConnection connection, LineFilter filter, long before, int most)
    {
        var found = new Dictionary<long, (long Last, long Count)>();
        using (var lines = filter.Select(connection, "line.id, line.person", ""))
        {
            while (lines.Step())
            {
                var (id, person) = (lines.Integer(0), lines.Integer(1));
                var earlier = found.GetValueOrDefault(person);
                found[person] = (Math.Max(earlier.Last, id), earlier.Count + 1);
            }
        }

        using var contact = new Statement(connection, "SELECT contact FROM person WHERE id = ?1");
        var people = new List<FoundPerson>();
        foreach (
            var (person, (last, count)) in found
                .Where(one => one.Value.Last < before)
                .OrderByDescending(one => one.Value.Last)
                .Take(most)
        )
        {
            contact.Bind(1, person);
            if (contact.Step())
            {
                people.Add(new FoundPerson(contact.Text(0)!, last, count));
            }

            contact.Reset();
        }

        return people;
    }
}
