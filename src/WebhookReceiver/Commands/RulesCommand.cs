using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using WebhookReceiver.Management;
using WebhookReceiver.Rules.Parsing.Schema;

namespace WebhookReceiver.Commands;

/// <summary><c>rules</c>: the status of the running server's rules, and the approval of waiting ones.</summary>
internal static class RulesCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var status = new Command(
            "status",
            "Show which rules are live, which wait for approval, and which answers would differ"
        );
        status.SetAction((parsed, cancellationToken) => AskAsync(settings, StatusAsync, parsed, cancellationToken));

        var version = new Argument<string?>("version")
        {
            Description = "The waiting version that 'rules status' shows (default: any version that waits)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var approve = new Command(
            "approve",
            "Approve the rules that wait, so that they go live (with the setting Rules:Gate=manual)"
        )
        {
            version,
        };
        approve.SetAction(
            (parsed, cancellationToken) =>
                AskAsync(
                    settings,
                    (server, cancel) => ApproveAsync(server, parsed.GetValue(version), cancel),
                    parsed,
                    cancellationToken
                )
        );

        var schema = new Command("schema", "Print the JSON schema of rule files, for editors");
        schema.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(RuleSchema.Text()));
        return new Command("rules", "Show or approve the rules of the running server") { status, approve, schema };
    }

    private static async Task<int> AskAsync(
        IReadOnlyList<string> settings,
        Func<RunningServer, CancellationToken, Task<HttpResponseMessage>> ask,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var output = parsed.InvocationConfiguration.Output;
        using var server = RunningServer.Of(settings);
        try
        {
            using var response = await ask(server, cancellationToken);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
            if (!response.IsSuccessStatusCode)
            {
                await output.WriteLineAsync((string?)answer["message"] ?? $"The server refuses: {answer["error"]}");
                return CommandLine.Failed;
            }

            await output.WriteLineAsync(Text(answer));
            return CommandLine.Ok;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync($"No answer from {server.AddressOf(RuleEndpoints.RulesPath)}: {e.Message}");
            return CommandLine.Failed;
        }
    }

    private static async Task<HttpResponseMessage> StatusAsync(
        RunningServer server,
        CancellationToken cancellationToken
    )
    {
        using var request = server.Request(HttpMethod.Get, RuleEndpoints.RulesPath);
        return await server.SendAsync(request, cancellationToken);
    }

    private static async Task<HttpResponseMessage> ApproveAsync(
        RunningServer server,
        string? version,
        CancellationToken cancellationToken
    )
    {
        using var request = server.Request(HttpMethod.Post, RuleEndpoints.ApprovePath);
        var body = new JsonObject { ["version"] = version ?? await WaitingAsync(server, cancellationToken) };
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await server.SendAsync(request, cancellationToken);
    }

    /// <summary>The waiting version; without one, a word that is no version, so that the server reports it.</summary>
    private static async Task<string> WaitingAsync(RunningServer server, CancellationToken cancellationToken)
    {
        using var response = await StatusAsync(server, cancellationToken);
        var status = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return (string?)status?["waiting"] ?? "none";
    }

    private static string Text(JsonNode status)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Live: {status["rules"]} rules, version {status["version"]}");
        if (status["waiting"] is { } waiting)
        {
            text.Append("\nWaiting for approval: version ").Append(waiting);
        }

        foreach (var problem in status["problems"]!.AsArray().OfType<JsonNode>())
        {
            var place = problem["line"] is { } line ? $"{problem["path"]}:{line}" : $"{problem["path"]}";
            text.Append('\n')
                .Append(place)
                .Append(": ")
                .Append(problem["severity"])
                .Append(": ")
                .Append(problem["message"]);
        }

        if (status["proof"] is { } proof)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\nIn {proof["differ"]} of the last {proof["messages"]} messages the answer would differ."
            );
            foreach (var change in proof["changes"]!.AsArray().OfType<JsonNode>())
            {
                text.Append(CultureInfo.InvariantCulture, $"\n#{change["message"]} “{Line(change["text"])}”");
                text.Append("\n  before  ").Append(Answer(change["before"]!));
                text.Append("\n  after   ").Append(Answer(change["after"]!));
            }
        }

        return text.ToString();
    }

    private static string Answer(JsonNode answer) =>
        $"{answer["rule"] ?? "-"}: {Line(answer["answer"]!["message-out"] ?? answer["answer"]!.ToJsonString())}";

    /// <summary>A contact's text must not move the cursor.</summary>
    private static string Line(JsonNode? text) =>
        string.Concat(
            ((string?)text ?? "").Select(c =>
                char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c
            )
        );
}
