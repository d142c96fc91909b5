using System.Text.Json;

namespace PickyAssist.Simulator.Platform;

/// <summary>
/// Reads lenient values: callers send numbers as strings and strings as numbers (protocol sheet, section 4.2).
/// </summary>
internal static class WireValue
{
    /// <summary>A member by name; keys are trimmed, since the vendor's own sample spells <c>"priority "</c>.</summary>
    public static JsonElement? Member(this JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object)
            return null;

        foreach (var member in owner.EnumerateObject())
        {
            if (member.Name.AsSpan().Trim().SequenceEqual(name))
                return member.Value;
        }

        return null;
    }

    public static string? Text(this JsonElement owner, string name) =>
        owner.Member(name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };

    /// <summary>A list of texts; a lone text counts as a list of one.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement owner, string name) =>
        owner.Member(name) switch
        {
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(AsText)],
            { ValueKind: JsonValueKind.String } text => [text.GetString()!],
            _ => [],
        };

    private static string AsText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
