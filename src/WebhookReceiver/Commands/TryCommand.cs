using System.CommandLine;
using System.Globalization;
using System.Text;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Commands;

/// <summary><c>try "text"</c>: the contact's answer, its rule, and the JSON on the wire.</summary>
internal static class TryCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var text = new Argument<string>("text") { Description = "What the customer writes" };
        var channel = new Option<string?>("--channel")
        {
            Description = $"Channel, by name or id: {string.Join(", ", ChannelNames.All)} (default: official WhatsApp)",
        };
        var from = new Option<string?>("--from") { Description = "Number of the customer (default: an invented one)" };
        var folder = new Option<string?>("--rules")
        {
            Description = "The rules folder (default: the setting Rules:Folder)",
        };
        var command = new Command("try", "Show the answer to a message, without a server")
        {
            text,
            channel,
            from,
            folder,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    settings,
                    new Attempt(parsed.GetValue(text)!, parsed.GetValue(channel), parsed.GetValue(from)),
                    parsed.GetValue(folder),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> settings,
        Attempt attempt,
        string? folder,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellationToken
    )
    {
        var channel = attempt.Channel is null
            ? Conversation.Channel
            : ChannelNames.Find(attempt.Channel).FirstOrDefault();
        if (channel is null)
        {
            await errors.WriteLineAsync(
                $"There is no channel '{attempt.Channel}'. Write one of {string.Join(", ", ChannelNames.All)}, or an id."
            );
            return CommandLine.Misused;
        }

        await using var rules = await OfflineRules.LoadUsableAsync(settings, folder, errors, cancellationToken);
        if (rules is null)
        {
            return CommandLine.Misused;
        }

        var decision = await rules.Rules.Current.DecideAsync(attempt.Message(channel), cancellationToken);
        await output.WriteLineAsync(Show(decision, rules));
        return CommandLine.Ok;
    }

    private static string Show(Decision decision, OfflineRules rules)
    {
        var shown = new StringBuilder().AppendLine(Heard(decision)).AppendLine();
        if (decision.RuleName is { } name)
        {
            shown.Append("rule  ").Append(name).AppendLine(Place(name, rules));
        }

        foreach (var shadow in decision.Shadows)
        {
            shown.Append("shadow ").Append(shadow).AppendLine(" would have answered");
        }

        foreach (var fault in decision.Faults)
        {
            shown.AppendLine(
                CultureInfo.InvariantCulture,
                $"fault {fault.RuleName}: {fault.Exception?.Message ?? fault.Kind.ToString()}"
            );
        }

        return shown.Append("json  ").Append(Encoding.UTF8.GetString(decision.Body.Span)).ToString();
    }

    private static string Heard(Decision decision)
    {
        if (decision.Reply is not { } reply)
        {
            return "(No rule answers this; the customer gets no reply.)";
        }

        if (reply.IsSilent)
        {
            return "(The rule answers with silence.)";
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
            { Location: { } place } => $"[a location: {place.Name ?? "no name"}, {place.Latitude}, {place.Longitude}]",
            _ => "[a contact card]",
        };
    }

    private static string Place(string name, OfflineRules rules)
    {
        var rule = rules.Rules.Current.Rules.OfType<FileRule>().FirstOrDefault(rule => rule.Name == name);
        return OptOutGate.IsGate(name) ? ""
            : rule is null ? " (plug-in)"
            : $" ({Path.Combine(rules.ShownFolder, rule.Place.Path)}:{rule.Place.Line})";
    }

    private sealed record Attempt(string Text, string? Channel, string? From)
    {
        public IncomingMessage Message(string channel) =>
            new()
            {
                Id = "try",
                Sender = Conversation.SenderOf(From),
                Text = Text,
                Channel = channel,
                ReceivedAt = TimeProvider.System.GetLocalNow(),
            };
    }
}
