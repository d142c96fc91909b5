using System.Globalization;

namespace WebhookReceiver.Management;

/// <summary>
/// Reads the query of a request. What is not understood is an error, with the first problem: a misspelt filter that is
/// ignored shows too much.
/// </summary>
internal sealed class ApiQuery
{
    public const int MostItems = 200;

    private readonly IQueryCollection _query;

    /// <param name="query">The query.</param>
    /// <param name="names">The names that the endpoint reads.</param>
    public ApiQuery(IQueryCollection query, params ReadOnlySpan<string> names)
    {
        _query = query;
        foreach (var (name, values) in query)
        {
            if (!names.Contains(name))
            {
                Problem ??=
                    names.Length == 0
                        ? "Nothing can be asked here; leave out what stands behind the question mark."
                        : $"Nobody reads '{(name.Length > 64 ? name[..64] : name)}' in the address; there are {string.Join(", ", names!)}.";
            }
            else if (values.Count > 1)
            {
                Problem ??= $"'{name}' is there twice.";
            }
        }
    }

    /// <summary>What is wrong; null if nothing is.</summary>
    public string? Problem { get; private set; }

    public string? Text(string name) => _query[name] is [{ Length: > 0 } text] ? text : null;

    public bool? Flag(string name)
    {
        switch (Text(name))
        {
            case null:
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
                Problem ??= $"'{name}' is true or false.";
                return null;
        }
    }

    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
        )
        {
            return instant;
        }

        Problem ??= $"'{name}' is a time such as 2026-03-01T09:00:00Z.";
        return null;
    }

    /// <summary>One of some words.</summary>
    public string? Word(string name, params ReadOnlySpan<string> words)
    {
        var text = Text(name);
        if (text is not null && !words.Contains(text))
        {
            Problem ??= $"'{name}' is one of {string.Join(", ", words!)}.";
            return null;
        }

        return text;
    }

    /// <summary>The number of items of a part.</summary>
    public int Limit(int usual)
    {
        if (Text("limit") is not { } text)
        {
            return usual;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is > 0 and <= MostItems
        )
        {
            return limit;
        }

        Problem ??= $"'limit' is a number from 1 to {MostItems}.";
        return usual;
    }

    /// <summary>The place where the part before ended; null for the first part.</summary>
    public long? Cursor(string name = "after")
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            return place;
        }

        Problem ??= $"'{name}' is the 'next' of the part before.";
        return null;
    }
}
