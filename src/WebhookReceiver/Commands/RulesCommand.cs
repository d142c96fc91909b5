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
        var status = new Command("status", "Say which rules are live, which wait, and which answers would differ.");
        status.SetAction(
            (parsed, cancellationToken) =>
                AskAsync(settings, HttpMethod.Get, RuleEndpoints.RulesPath, "", parsed, cancellationToken)
        );

        var version = new Argument<string?>("version")
        {
            Description = "The version that 'rules status' shows as waiting; without it whichever waits.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var approve = new Command("approve", "Let the rules go live that wait (setting Rules:Gate=manual).")
        {
            version,
        };
        approve.SetAction(
            (parsed, cancellationToken) =>
            {
                var query = parsed.GetValue(version) is { } named ? $"?version={Uri.EscapeDataString(named)}" : "";
                return AskAsync(settings, HttpMethod.Post, RuleEndpoints.ApprovePath, query, parsed, cancellationToken);
            }
        );

        var schema = new Command("schema", "Print the JSON schema of rule files, for editors.");
        schema.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(RuleSchema.Text()));
        return new Command("rules", "How the rules of the running server stand.") { status, approve, schema };
    }

    private static async Task<int> AskAsync(
        IReadOnlyList<string> settings,
        HttpMethod method,
        string path,
        string query,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var output = parsed.InvocationConfiguration.Output;
        using var server = RunningServer.Of(settings);
        using var request = server.Request(method, path, query);
        try
        {
            using var response = await server.SendAsync(request, cancellationToken);
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
            await output.WriteLineAsync($"No answer from {request.RequestUri}: {e.Message}");
            return CommandLine.Failed;
        }
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
