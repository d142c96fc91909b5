using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>What holds for the whole folder.</summary>
internal sealed class FolderSettings
{
    private readonly Dictionary<string, RulePlace> _places = new(StringComparer.Ordinal);

    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    public Languages Languages { get; set; } = Languages.None;

    public TextLimits Lengths { get; set; } = TextLimits.Known;

    /// <summary>Whether 4/5 is the fifth of April.</summary>
    public bool IsMonthFirst { get; set; }

    public GateDraft Gate { get; } = new();

    /// <summary>Notes every setting of a file; one that another file has too is a problem that names both.</summary>
    public void Claim(MapNode settings, ProblemList problems)
    {
        foreach (var key in settings.Entries.Select(entry => entry.Key))
        {
            if (!_places.TryAdd(key.Value, key.Place))
            {
                problems.Error(
                    key.Place,
                    $"'{key.Value}' is set already, at {_places[key.Value]}.",
                    "Settings stand once in the folder; keep one of them."
                );
            }
        }
    }
}

/// <summary>The keys under <c>settings</c>.</summary>
internal static class SettingsKeys
{
    public static KeyTable<FolderSettings> Table { get; } =
        new([
            new("zone", ZoneKey.Read),
            new("languages", LanguagesKey.Read),
            new("dates", DatesKey.Read),
            new("limits", LimitsKey.Read),
            new("stop", (settings, node, _) => settings.Gate.Stop = node),
            new("stop-reply", (settings, node, _) => settings.Gate.StopReply = node),
            new("start", (settings, node, _) => settings.Gate.Start = node),
            new("start-reply", (settings, node, _) => settings.Gate.StartReply = node),
            new("resume", (settings, node, _) => settings.Gate.Resume = node),
            new("resume-reply", (settings, node, _) => settings.Gate.ResumeReply = node),
            new("cancel-reply", (settings, node, _) => settings.Gate.CancelReply = node),
            // Numbers, used as $staff.
            new("staff", (_, node, reading) => reading.Names.AddList("staff", new NamedNode(node.Place, node))),
        ]);

    public static void Read(Node node, Reading reading)
    {
        if (reading.Map(node, "settings", "Write 'zone: Europe/Dublin' below it.") is { } map)
        {
            reading.Settings.Claim(map, reading.Problems);
            Table.Read(map, reading.Settings, reading);
        }
    }
}
