using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>The settings of the whole folder.</summary>
internal sealed class FolderSettings
{
    private readonly Dictionary<string, RulePlace> _places = new(StringComparer.Ordinal);

    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    public Languages Languages { get; set; } = Languages.None;

    /// <summary>Where they are named.</summary>
    public RulePlace LanguagesPlace { get; set; }

    public TextLimits Lengths { get; set; } = TextLimits.Known;

    /// <summary>Whether 4/5 is the fifth of April.</summary>
    public bool IsMonthFirst { get; set; }

    /// <summary>The shop's own words for days, times and numbers; null for none.</summary>
    public SpokenLanguage? OwnWords { get; set; }

    /// <summary>Whether all parts of a message are answered.</summary>
    public bool AnswersAll { get; set; }

    public GateDraft Gate { get; } = new();

    /// <summary>Records every setting of a file; a setting in two files is a problem that names both.</summary>
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
    public static MapSpec<FolderSettings> Spec { get; } =
        new([
            new("zone", ZoneKeyParser.Parse, Shape.Text, "Time zone, such as Europe/Dublin"),
            new("languages", LanguagesKeyParser.Parse, Shape.Texts, "Codes of the languages, the usual one first"),
            new(
                "dates",
                DatesKeyParser.Parse,
                Shape.Dates,
                "Whether 4/5 is the fourth of May (day-month, default) or the fifth of April"
            ),
            new(
                "answer-all",
                (settings, node, context) => settings.AnswersAll = context.Flag(node, "answer-all") ?? false,
                Shape.Flag,
                "Answer every part of a message that belongs to another rule, at most three"
            ),
            new(
                "words",
                OwnWordsKeyParser.Parse,
                Shape.Values,
                "Words for days, times and numbers, beside those that are known: { noon: [meio-dia], friday: [sexta] }"
            ),
            new("limits", LimitsKeyParser.Parse, Shape.Values, "How many characters a channel carries: { sms: 1600 }"),
            new(
                "stop",
                (settings, node, _) => settings.Gate.Stop = node,
                Shape.Words,
                "Words to opt out, alone in a message"
            ),
            new("stop-reply", (settings, node, _) => settings.Gate.StopReply = node, Shape.Words, "The confirmation"),
            new("start", (settings, node, _) => settings.Gate.Start = node, Shape.Words, "Words to opt in again"),
            new("start-reply", (settings, node, _) => settings.Gate.StartReply = node, Shape.Words, "The confirmation"),
            new(
                "resume",
                (settings, node, _) => settings.Gate.Resume = node,
                Shape.Words,
                "Words that end a handover to staff"
            ),
            new(
                "resume-reply",
                (settings, node, _) => settings.Gate.ResumeReply = node,
                Shape.Words,
                "The confirmation"
            ),
            new(
                "cancel-reply",
                (settings, node, _) => settings.Gate.CancelReply = node,
                Shape.Words,
                "The text sent when a form ends without an answer"
            ),
            // Numbers, used as $staff.
            new(
                "staff",
                (_, node, context) => context.Symbols.AddList("staff", new NamedNode(node.Place, node)),
                Shape.Texts,
                "Phone numbers of the staff, used as $staff"
            ),
        ]);

    public static void Parse(Node node, ParseContext context)
    {
        var first = (node as ListNode)?.Items.FirstOrDefault();
        var line = first is MapNode ? context.Symbols.LineAt(first) : null;
        var cure = line is null
            ? "Write 'zone: Europe/Dublin' below it."
            : $"Take the dash out of each line: {line.Key}: {line.Value}";
        if (context.Map(node, "settings", cure) is { } map)
        {
            context.Settings.Claim(map, context.Problems);
            Spec.Parse(map, context.Settings, context);
        }
    }
}
