using System.Globalization;
using System.Text;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Commands;

/// <summary>Shows a decision to a person: what the customer hears, then by which rule.</summary>
internal static class TryText
{
    /// <summary>The answer, its rule, and the JSON on the wire.</summary>
    public static string Full(Decision decision, OfflineRules rules)
    {
        var shown = new StringBuilder().AppendLine(Heard(decision)).AppendLine();
        if (decision.RuleName is { } name)
        {
            shown.Append("rule  ").Append(name).Append(Place(name, rules)).AppendLine(Language(decision, rules));
        }

        AppendNotes(shown, decision);
        return shown.Append("json  ").Append(Encoding.UTF8.GetString(decision.Body.Span)).ToString();
    }

    /// <summary>The answer and its rule.</summary>
    public static string Short(Decision decision, OfflineRules rules)
    {
        var shown = new StringBuilder().AppendLine(Heard(decision));
        if (decision.RuleName is { } name)
        {
            shown.Append("  by ").Append(name).Append(Place(name, rules)).AppendLine(Language(decision, rules));
        }

        AppendNotes(shown, decision);
        return shown.ToString().TrimEnd();
    }

    private static void AppendNotes(StringBuilder shown, Decision decision)
    {
        foreach (var shadow in decision.Shadows)
        {
            shown.Append("shadow ").Append(shadow).AppendLine(" would have answered");
        }

        foreach (var asked in decision.External.Where(result => result.Model?.Kind is ModelKind.NotAsked))
        {
            shown.Append("model would be asked by ").Append(asked.RuleName).Append(" with: ");
            shown.AppendJoin(", ", asked.Passages.Select(passage => passage.Name)).AppendLine();
        }

        foreach (var fault in decision.Faults)
        {
            shown.AppendLine(CultureInfo.InvariantCulture, $"fault {fault.RuleName}: {fault.Told}");
        }
    }

    private static string Heard(Decision decision)
    {
        if (decision.Reply is not { } reply)
        {
            return "(No rule answers this; the customer gets no reply.)";
        }

        if (reply.IsSilent)
        {
            return "(Silence, as the rule wants it.)";
        }

        var wait = reply.Delay > TimeSpan.Zero ? $"(after {reply.Delay.TotalSeconds:0} seconds)\n" : "";
        return wait + Sent(reply);
    }

    /// <summary>The sent content: one answer carries one kind of content (protocol sheet, section 2.4).</summary>
    private static string Sent(Reply reply)
    {
        var text = reply.Text?.TrimEnd('\n');
        return reply switch
        {
            { MediaUrl: { } media } => $"[{media}]\n{text}".TrimEnd(),
            { Text: not (null or "") } => text!,
            { Location: { } place } =>
                $"[a place on the map: {place.Name ?? "no name"}, {place.Latitude}, {place.Longitude}]",
            _ => "[a contact card]",
        };
    }

    private static string Language(Decision decision, OfflineRules rules) =>
        rules.Rules.Current.Detector is { } detector && decision is { Reply.IsSilent: false, Language: { } spoken }
            ? $", in {detector.Languages.All[spoken].Code}"
            : "";

    private static string Place(string name, OfflineRules rules)
    {
        var rule = rules.Rules.Current.Rules.OfType<FileRule>().FirstOrDefault(rule => rule.Name == name);
        return OptOutGate.IsGate(name) ? ""
            : rule is null ? " (plug-in)"
            : $" ({Path.Combine(rules.ShownFolder, rule.Place.Path)}:{rule.Place.Line})";
    }
}
