using System.CommandLine;

namespace PickyAssist.Simulator.Commands;

/// <summary>Short names for the most common settings.</summary>
internal static class ServeShortcuts
{
    private static readonly (string Name, string Setting, string Description)[] All =
    [
        ("--webhook", "Calling:Webhook", "URL for messages: the receiver's, with its key"),
        ("--events", "Calling:Events", "URL for events: the receiver's, with its key"),
        ("--token", "Pushing:Token", "Token of the Push API (default: a new one, which is printed)"),
        ("--port", "Platform:Port", "Port of page, Push API and desk (default: 8090)"),
        ("--speed-up", "Platform:SpeedUp", "Speed of the platform's clock: retries, delays, sessions"),
        ("--log", "Platform:Log", "File for received pushes, one line of JSON for each"),
    ];

    public static IReadOnlyList<Option<string?>> AddTo(RootCommand root)
    {
        var options = All.Select(shortcut => new Option<string?>(shortcut.Name) { Description = shortcut.Description })
            .ToList();
        options.ForEach(root.Add);
        return options;
    }

    public static IEnumerable<string> AsSettings(IReadOnlyList<Option<string?>> options, ParseResult parsed) =>
        options
            .Select((option, index) => (All[index].Setting, Value: parsed.GetValue(option)))
            .Where(given => given.Value is not null)
            .Select(given => $"--{given.Setting}={given.Value}");
}
