using System.CommandLine;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Explaining;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Commands;

/// <summary><c>explain "text"</c>: every rule with its conditions, and why the answering rule wins.</summary>
internal static class ExplainCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var text = new Argument<string[]>("text")
        {
            Description = "The messages of the customer, oldest first; the last one is explained",
            Arity = ArgumentArity.OneOrMore,
        };
        var rule = new Option<string?>("--rule")
        {
            Description = "Explain in one sentence why this rule does not answer",
        };
        var channel = new Option<string?>("--channel") { Description = "Channel, by name or id" };
        var from = new Option<string?>("--from") { Description = "Number of the customer (default: an invented one)" };
        var at = OptionParsers.Instant("--at", "Time of arrival, such as 2026-12-24T10:00+01:00 (default: now)");
        var folder = new Option<string?>("--rules")
        {
            Description = "The rules folder (default: the setting Rules:Folder)",
        };
        var all = new Option<bool>("--all") { Description = "Show the rules that do not fit, too" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text" };
        var command = new Command(
            "explain",
            "Show who answers a message and why, with a tick or a cross for each condition. Asks no plug-in"
        )
        {
            text,
            rule,
            channel,
            from,
            at,
            folder,
            all,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new ExplainRequest(parsed.GetValue(text)![^1])
                    {
                        Before = parsed.GetValue(text)![..^1],
                        Rule = parsed.GetValue(rule),
                        Channel = parsed.GetValue(channel),
                        From = parsed.GetValue(from),
                        At = parsed.GetValue(at),
                    },
                    new Shown(parsed.GetValue(json), parsed.GetValue(all)),
                    cancel => OfflineRules.LoadUsableAsync(settings, parsed.GetValue(folder), Errors(parsed), cancel),
                    parsed.InvocationConfiguration,
                    cancellationToken
                )
        );
        return command;
    }

    private static TextWriter Errors(ParseResult parsed) => parsed.InvocationConfiguration.Error;

    private static async Task<int> RunAsync(
        ExplainRequest explainRequest,
        Shown shown,
        Func<CancellationToken, Task<OfflineRules?>> load,
        InvocationConfiguration console,
        CancellationToken cancellationToken
    )
    {
        if (explainRequest.ToMessage(TimeProvider.System, out var error) is not { } message)
        {
            await console.Error.WriteLineAsync(error);
            return CommandLine.Misused;
        }

        await using var rules = await load(cancellationToken);
        if (rules is null)
        {
            return CommandLine.Misused;
        }

        var ruleSet = rules.Rules.Current;
        var explanation = await Explanation.OfAsync(
            ruleSet,
            message,
            explainRequest.Before,
            TimeProvider.System,
            cancellationToken
        );
        var whyNot = explainRequest.Rule is { } rule ? WhyNot.Tell(explanation, rule) : null;
        if (explainRequest.Rule is not null && whyNot is null)
        {
            await console.Error.WriteLineAsync(WhyNot.NoSuchRule(ruleSet, explainRequest.Rule));
            return CommandLine.Misused;
        }

        await console.Output.WriteLineAsync(
            shown.AsJson ? Json(explanation, whyNot)
            : whyNot is not null ? whyNot
            : new ExplanationText(explanation, rules.Show, shown.All).ToString()
        );
        return CommandLine.Ok;
    }

    private sealed record Shown(bool AsJson, bool All);

    private static string Json(Explanation explanation, string? whyNot)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, StoredMessage.Relaxed with { Indented = true }))
        {
            ExplanationJson.Write(json, explanation, whyNot);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
