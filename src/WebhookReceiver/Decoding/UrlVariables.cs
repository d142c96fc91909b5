using System.Collections.ObjectModel;
using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>
/// The custom variables of the webhook URL (protocol sheet, section 1.1) without the caller's key. The key is removed
/// under its own name, and inside other variables in case the platform repeats the URL in the body.
/// </summary>
internal readonly ref struct UrlVariables
{
    /// <summary>A shorter key might occur in an innocent value.</summary>
    private const int ShortestKeySoughtInside = 8;

    private readonly Dictionary<string, string>? _variables;
    private readonly List<string>? _keys;

    private readonly ReadOnlySpan<char> _onlyKey;

    private UrlVariables(Dictionary<string, string>? variables, List<string>? keys)
    {
        _variables = variables;
        _keys = keys;
    }

    private UrlVariables(ReadOnlySpan<char> onlyKey) => _onlyKey = onlyKey;

    /// <summary>No variables, only the keys to remove: for messages whose fields are in the query.</summary>
    public static UrlVariables KeysOf(ReadOnlySpan<char> query)
    {
        var all = Read(query);
        return all._onlyKey.IsEmpty ? new(null, all._keys) : all;
    }

    public static UrlVariables Read(ReadOnlySpan<char> query)
    {
        Dictionary<string, string>? variables = null;
        List<string>? keys = null;
        query = WithoutMark(query);
        if (query.StartsWith("key=", StringComparison.OrdinalIgnoreCase) && !query.Contains('&'))
        {
            return new(query); // nearly every URL; decoded only if there is something to search in
        }

        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var (name, value) = Decode(pair);
            if (IsKey(name))
            {
                (keys ??= []).Add(value);
                keys.Add(AsWritten(pair).ToString());
            }
            else
            {
                (variables ??= new(StringComparer.Ordinal)).TryAdd(name, value);
            }
        }

        return new(variables, keys);
    }

    /// <summary>The query's fields without the key, still encoded; the raw body of a message in query style.</summary>
    public static byte[] WithoutKey(ReadOnlySpan<char> query)
    {
        var kept = new StringBuilder(query.Length);
        query = WithoutMark(query);
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (!pair.IsEmpty && !IsKey(Decode(pair).Name))
            {
                kept.Append(kept.Length == 0 ? "" : "&").Append(pair);
            }
        }

        return Encoding.UTF8.GetBytes(kept.ToString());
    }

    /// <summary>
    /// Merges these with the unknown members of the body; the first value of a name wins, the URL's being first.
    /// </summary>
    public IReadOnlyDictionary<string, string> With(Dictionary<string, string>? bodyMembers)
    {
        var all = _variables ?? bodyMembers;
        if (all is null)
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        if (_variables is not null && bodyMembers is not null)
        {
            foreach (var (name, value) in bodyMembers)
            {
                all.TryAdd(name, value);
            }
        }

        if (!_onlyKey.IsEmpty)
        {
            RemoveKey(all, AsWritten(_onlyKey));
            if (IsEncoded(_onlyKey))
            {
                RemoveKey(all, Decode(_onlyKey).Value);
            }
        }

        foreach (var key in _keys ?? [])
        {
            RemoveKey(all, key);
        }

        return all;
    }

    private static void RemoveKey(Dictionary<string, string> variables, ReadOnlySpan<char> key)
    {
        foreach (var (name, value) in variables)
        {
            if (
                key.Length < ShortestKeySoughtInside
                    ? key.SequenceEqual(value) && key.Length > 0
                    : value.AsSpan().Contains(key, StringComparison.Ordinal)
            )
            {
                variables.Remove(name);
            }
        }
    }

    private static (string Name, string Value) Decode(ReadOnlySpan<char> pair)
    {
        var equals = pair.IndexOf('=');
        return equals < 0 ? (DecodePart(pair), "") : (DecodePart(pair[..equals]), DecodePart(pair[(equals + 1)..]));
    }

    /// <summary>The value with its escapes, as a repeated URL would contain it.</summary>
    private static ReadOnlySpan<char> AsWritten(ReadOnlySpan<char> pair) => pair[(pair.IndexOf('=') + 1)..];

    private static bool IsEncoded(ReadOnlySpan<char> part) => part.IndexOfAny('+', '%') >= 0;

    private static string DecodePart(ReadOnlySpan<char> part)
    {
        if (!IsEncoded(part))
        {
            return part.ToString();
        }

        var bytes = new byte[Encoding.UTF8.GetByteCount(part)];
        Encoding.UTF8.GetBytes(part, bytes);
        return RawValueText.Decode(bytes.AsSpan(0, FormEncoding.Unescape(bytes, bytes, out _)));
    }

    private static bool IsKey(string name) => string.Equals(name, "key", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> WithoutMark(ReadOnlySpan<char> query) =>
        query is ['?', .. var rest] ? rest : query;
}
