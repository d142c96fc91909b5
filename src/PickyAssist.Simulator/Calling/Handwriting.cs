using System.Globalization;
using System.Text.Json.Nodes;
using PickyAssist.Simulator.Chatting;

namespace PickyAssist.Simulator.Calling;

/// <summary>
/// Which values are numbers or strings, and which members are present. The samples differ (protocol sheet, section
/// 1.6), so a peer must accept all of it.
/// </summary>
internal sealed record Handwriting(bool TypeIsNumber, bool ApplicationIsNumber, bool ProjectIsNumber, bool IsOldest)
{
    private static readonly Handwriting Oldest = new(false, false, false, IsOldest: true);
    private static readonly Handwriting Newer = new(true, false, false, IsOldest: false);

    public static Handwriting Of(CustomerMessage message, CallingOptions options) =>
        message switch
        {
            _ when IsOldestStyle(message.Channel, options) => Oldest,
            { Tap.Kind: TapKind.Template } => Newer,
            { Tap: not null } => Newer with { ApplicationIsNumber = true },
            { Media: not null } or { Location: not null } or { Contact: not null } => Oldest,
            { Channel: "121" } => new Handwriting(true, true, true, IsOldest: false),
            _ => Newer,
        };

    public JsonValue Type(string type) => Write(type, TypeIsNumber);

    public JsonValue Application(string channel) => Write(channel, ApplicationIsNumber);

    public JsonValue Project(string project) => Write(project, ProjectIsNumber);

    private static JsonValue Write(string value, bool isNumber) =>
        isNumber && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(value);

    private static bool IsOldestStyle(string channel, CallingOptions options) =>
        options.OldestStyle.Count > 0
            ? options.OldestStyle.Contains(channel, StringComparer.Ordinal)
            : Channel.IsPhone(channel);
}
