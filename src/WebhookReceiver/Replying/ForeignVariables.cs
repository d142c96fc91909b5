using System.Collections.Frozen;

namespace WebhookReceiver.Replying;

/// <summary>Names that other programs and other languages give to the variables of a message.</summary>
internal static class ForeignVariables
{
    private const string Date = "date";
    private const string Time = "time";

    /// <summary>Words before the name that say whose it is.</summary>
    private static readonly string[] Owners =
    [
        "contact",
        "customer",
        "user",
        "client",
        "lead",
        "subscriber",
        "recipient",
        "guest",
        "sender",
        "profile",
        "member",
        "wa",
        "whatsapp",
    ];

    private static readonly FrozenDictionary<string, string> Meant = new[]
    {
        ("name", "name firstname fname lastname lname surname fullname username nickname displayname pushname"),
        ("name", "vorname nachname nombre apellido nome sobrenome prenom prénom nom isim ad nama naam navn namn imię"),
        ("name", "имя اسم नाम customer contact user client guest"),
        ("number", "number phone phonenumber mobile mobilenumber cell tel telephone whatsapp waid msisdn"),
        ("number", "telefon telefono teléfono telefone numero número numéro nummer"),
        ("text", "text message msg body input question"),
        ("channel", "channel platform"),
        (Date, "date today datum fecha data tanggal currentdate now"),
        (Time, "time currenttime uhrzeit hora heure ora jam"),
    }
        .SelectMany(one => one.Item2.Split(' '), (one, name) => KeyValuePair.Create(name, one.Item1))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool IsKnown(string typed) => Find(typed) is not null;

    /// <summary>The placeholder to write; null if nobody knows what is meant.</summary>
    /// <param name="typed">The name as written.</param>
    /// <param name="quote">The quote to use inside it.</param>
    public static string? Placeholder(string typed, char quote) =>
        Find(typed) switch
        {
            null => null,
            "name" => $"{{{{ name | default:{quote}friend{quote} }}}}",
            Date => $"{{{{ now | date:{quote}%d %B{quote} }}}}",
            Time => $"{{{{ now | date:{quote}%H:%M{quote} }}}}",
            var name => $"{{{{ {name} }}}}",
        };

    /// <summary>The cure for an unknown variable with such a name; null if nobody knows what is meant.</summary>
    public static string? Fix(string typed) =>
        Find(typed) switch
        {
            null => null,
            Date or Time => $"Write {Placeholder(typed, '\'')}.",
            var name => $"Did you mean '{name}'?",
        };

    /// <summary>The cure for what no variable looks like: <c>{{ $name }}</c>, <c>{{{name}}}</c>, <c>{{ first name }}</c>.</summary>
    public static string? FixOf(IReadOnlyList<TemplateToken> tokens)
    {
        var isMarked = tokens[0].Kind == TokenKind.Sign && "{$#@=&!".Contains(tokens[0].Text, StringComparison.Ordinal);
        var names = tokens
            .Skip(isMarked ? 1 : 0)
            .TakeWhile(token => token.Kind == TokenKind.Name)
            .Select(token => token.Text)
            .ToList();
        var placeholder = Placeholder(string.Concat(names), '\'');
        return (isMarked, names) switch
        {
            (true, [var only]) => $"Write {placeholder ?? $"{{{{ {only} }}}}"}.",
            (_, [_, _, ..]) when placeholder is not null => $"Write {placeholder}.",
            _ => null,
        };
    }

    private static string? Find(string typed)
    {
        var bare = string.Concat(typed.Where(char.IsLetter));
        if (Meant.TryGetValue(bare, out var found))
        {
            return found;
        }

        var owner = Array.Find(Owners, owner => bare.StartsWith(owner, StringComparison.OrdinalIgnoreCase));
        return owner is not null && Meant.TryGetValue(bare[owner.Length..], out found) ? found : null;
    }
}
