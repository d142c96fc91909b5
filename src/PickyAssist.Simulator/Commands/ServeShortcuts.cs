using System.CommandLine;

namespace PickyAssist.Simulator.Commands;

/// <summary>Short names for the most common settings.</summary>
internal static class ServeShortcuts
{
    private static readonly (string Name, string Setting, string Description)[] All =
    [
        ("--webhook", "Calling:Webhook", "Where messages go: the receiver's URL with its key"),
        ("--events", "Calling:Events", "Where events go: the receiver's event URL with its key"),
        ("--token", "Pushing:Token", "Token that pushes carry; without it one is made and printed"),
        ("--port", "Platform:Port", "Port of page, Push API and desk (default 8090)"),
        ("--speed-up", "Platform:SpeedUp", "How much faster the platform's clock runs: retries, delays, sessions"),
        ("--log", "Platform:Log", "File for received pushes, one line of JSON each"),
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
