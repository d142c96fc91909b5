using System.Collections.Immutable;

namespace WebhookReceiver.Commands.Importing.RiveScript;

/// <summary>What the lines with ! define.</summary>
internal sealed class RiveDefinitions
{
    /// <summary>What the bot knows of itself.</summary>
    public Dictionary<string, string> Bot { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, ImmutableArray<string>> Arrays { get; } = new(StringComparer.Ordinal);

    /// <summary>Words that people write, and the words that patterns have for them.</summary>
    public List<(ImmutableArray<string> Written, ImmutableArray<string> Meant)> Substitutions { get; } = [];

    public void Add(RiveCommand command, ImportBook book)
    {
        var parts = command.Text.Split('=', 2, StringSplitOptions.TrimEntries);
        var names = parts[0].Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || names.Length == 0)
        {
            book.NotTaken(command.Place, "a definition without a value");
            return;
        }

        var name = names.Length > 1 ? names[1] : "";
        switch (names[0])
        {
            case "version":
                break;
            case "var" or "global":
                book.Took("values of the bot");
                Bot[name] = parts[1];
                break;
            case "array":
                book.Took("arrays");
                Arrays[name] = Values(parts[1]);
                break;
            case "sub":
                book.Took("substitutions");
                Substitutions.Add((Words(name), Words(parts[1])));
                break;
            case "person":
                book.NotTaken(command.Place, $"'{name}' does not become '{parts[1]}' in what is repeated (person)");
                break;
            default:
                book.NotTaken(command.Place, $"'! {parts[0]}' has no place in rules");
                break;
        }
    }

    /// <summary>Between bars or blanks; <c>\s</c> is a blank.</summary>
    public static ImmutableArray<string> Values(string text) =>
        [
            .. text.Split(
                    text.Contains('|', StringComparison.Ordinal) ? '|' : ' ',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
                .Select(value => value.Replace("\\s", " ", StringComparison.Ordinal))
                .Where(value => value.Any(char.IsLetterOrDigit)),
        ];

    private static ImmutableArray<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
