namespace WebhookReceiver.Receiving;

/// <summary>Finds the <c>key</c> of a query string without parsing the rest into a dictionary.</summary>
internal static class QueryKey
{
    private const string Name = "key=";

    /// <summary>The value of the first <c>key</c>, still escaped; empty if there is none.</summary>
    public static ReadOnlySpan<char> Find(ReadOnlySpan<char> query)
    {
        var rest = query.TrimStart('?');
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf('&');
            var pair = end < 0 ? rest : rest[..end];
            if (pair.StartsWith(Name, StringComparison.Ordinal))
            {
                return pair[Name.Length..];
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return [];
    }

    /// <summary>Undoes the escapes; the buffer cuts a longer key, but no valid key is that long.</summary>
    public static ReadOnlySpan<char> Unescape(ReadOnlySpan<char> escaped, Span<char> buffer)
    {
        var fitting = escaped.Length <= buffer.Length ? escaped : escaped[..buffer.Length];
        if (fitting.IndexOfAny('%', '+') < 0)
        {
            return fitting;
        }

        fitting.Replace(buffer, '+', ' ');
        return Uri.TryUnescapeDataString(buffer[..fitting.Length], buffer, out var length) ? buffer[..length] : fitting;
    }
}
