using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Reads form fields, in a body or in a query (protocol sheet, section 1.1, "Standard POST" and "query string").
/// </summary>
internal static class FormBody
{
    private const int OnStack = 256;

    /// <summary>Adds the fields; null on success.</summary>
    public static RejectionCode? Read(ref Members members)
    {
        var start = 0;
        while (start < members.Body.Length)
        {
            var rest = members.Body[start..];
            var length = rest.IndexOf((byte)'&');
            length = length < 0 ? rest.Length : length;
            if (Add(ref members, rest[..length], start) is { } refused)
            {
                return refused;
            }

            start += length + 1;
        }

        return null;
    }

    /// <summary>True if a field is present that makes a message or an event.</summary>
    public static bool IsMessage(in Members members) =>
        members.Has(Field.Number)
        || members.Has(Field.MessengerId)
        || members.Has(Field.UniqueId)
        || members.Has(Field.MessageIn)
        || members.Has(Field.RawUnderscore)
        || members.Has(Field.RawHyphen);

    /// <summary>
    /// The JSON of a form's only field that matters: gateways and scripts wrap a body so (protocol sheet, section 4.1
    /// knows it of pushes). Null: there is none, or the form is a message itself.
    /// </summary>
    public static byte[]? JsonIn(in Members members)
    {
        if (IsMessage(members) || members.Has(Field.EventId))
        {
            return null;
        }

        var text =
            RawValueText.ReadOrNull(members, Field.Payload)
            ?? members.Unknown?.GetValueOrDefault("data")
            ?? members.Unknown?.GetValueOrDefault("json");
        return text?.AsSpan().TrimStart().StartsWith('{') == true ? Encoding.UTF8.GetBytes(text) : null;
    }

    private static RejectionCode? Add(ref Members members, ReadOnlySpan<byte> pair, int start)
    {
        if (pair.IsEmpty)
        {
            return null;
        }

        var equals = pair.IndexOf((byte)'=');
        var name = equals < 0 ? pair : pair[..equals];
        var value = equals < 0 ? pair.Length : equals + 1;
        var rawValue = new RawValue(
            start + value,
            pair.Length - value,
            ValueEncoding.FormEncoded,
            OtherSpelling: false
        );
        if (!FormEncoding.IsEncoded(name))
        {
            return members.Add(name, rawValue, firstWins: true);
        }

        var buffer = name.Length <= OnStack ? stackalloc byte[OnStack] : new byte[name.Length];
        return members.Add(buffer[..FormEncoding.Unescape(name, buffer, out _)], rawValue, firstWins: true);
    }
}
