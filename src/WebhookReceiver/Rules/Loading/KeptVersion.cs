using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace WebhookReceiver.Rules.Loading;

/// <summary>One time that rules went live: a line of <c>versions.jsonl</c>.</summary>
/// <param name="Version">Their version.</param>
/// <param name="At">When.</param>
/// <param name="By">Who made them live; null: the files changed in the folder.</param>
/// <param name="Note">The note; null for none.</param>
/// <param name="Rules">Number of rules.</param>
/// <param name="Tests">Number of tests.</param>
/// <param name="Differ">Number of past messages with another answer; null without a replay.</param>
internal sealed record KeptVersion(
    string Version,
    DateTimeOffset At,
    string? By,
    string? Note,
    int Rules,
    int Tests,
    int? Differ
)
{
    /// <summary>The line, with its end.</summary>
    public byte[] ToLine()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("version"u8, Version);
            json.WriteString("at"u8, At.UtcDateTime);
            json.WriteString("by"u8, By);
            json.WriteString("note"u8, Note);
            json.WriteNumber("rules"u8, Rules);
            json.WriteNumber("tests"u8, Tests);
            if (Differ is { } differ)
            {
                json.WriteNumber("differ"u8, differ);
            }

            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Null for a line that was cut by a full disk, or written by hand.</summary>
    public static KeptVersion? Read(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return new KeptVersion(
                root.GetProperty("version"u8).GetString()!,
                root.GetProperty("at"u8).GetDateTimeOffset(),
                root.GetProperty("by"u8).GetString(),
                root.GetProperty("note"u8).GetString(),
                root.GetProperty("rules"u8).GetInt32(),
                root.GetProperty("tests"u8).GetInt32(),
                root.TryGetProperty("differ"u8, out var differ) ? differ.GetInt32() : null
            );
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version} since {At:u}");
}
