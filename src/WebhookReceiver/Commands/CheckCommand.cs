using System.CommandLine;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands;

/// <summary><c>check [folder] [--json]</c>: compiles the rules and runs their tests.</summary>
internal static class CheckCommand
{
    public const int Good = 0;
    public const int Wrong = 1;
    public const int Unusable = 2;

    public static Command Create(IReadOnlyList<string> settings)
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "The rules folder; without it the one of the settings",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text" };
        var command = new Command(
            "check",
            "Check the rules and run their tests. Exit code 0: all good, 1: errors, 2: no usable rules folder"
        )
        {
            folder,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    settings,
                    parsed.GetValue(folder),
                    parsed.GetValue(json),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> settings,
        string? folder,
        bool json,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellationToken
    )
    {
        await using var rules = await OfflineRules.LoadAsync(settings, folder, errors, cancellationToken);
        if (rules is null)
            return Unusable;

        await output.WriteLineAsync(json ? Json(rules) : Text(rules));
        if (rules.IsUnusable)
            return Unusable;
        return rules.Errors == 0 ? Good : Wrong;
    }

    private static string Text(OfflineRules rules)
    {
        var text = new StringBuilder();
        foreach (var problem in rules.Status.Problems)
            text.AppendLine(rules.Show(problem));
        return rules.IsUnusable ? text.ToString().TrimEnd() : text.Append(Summary(rules)).ToString();
    }

    private static string Summary(OfflineRules rules)
    {
        var tests = rules is { Errors: > 0, Status.TestCount: 0 }
            ? "tests not run"
            : Count(rules.Status.TestCount, "test");
        var counts = $"{Count(rules.Status.RuleCount, "rule")}, {tests}";
        return (rules.Errors, rules.Warnings) switch
        {
            (0, 0) => $"{counts}: all good",
            (0, var warnings) => $"{counts}: {Count(warnings, "warning")}",
            (var errors, 0) => $"{counts}: {Count(errors, "error")}",
            var (errors, warnings) => $"{counts}: {Count(errors, "error")}, {Count(warnings, "warning")}",
        };
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Json(OfflineRules rules)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("folder", rules.Status.Folder);
            writer.WriteString("version", rules.Status.Version);
            writer.WriteNumber("rules", rules.Status.RuleCount);
            writer.WriteNumber("tests", rules.Status.TestCount);
            writer.WriteNumber("errors", rules.Errors);
            writer.WriteNumber("warnings", rules.Warnings);
            writer.WriteStartArray("problems");
            foreach (var problem in rules.Status.Problems)
                Write(writer, problem);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, RuleProblem problem)
    {
        writer.WriteStartObject();
        writer.WriteString("severity", problem.Severity.ToString().ToLowerInvariant());
        writer.WriteString("path", problem.Path);
        if (problem.Line > 0)
        {
            writer.WriteNumber("line", problem.Line);
            writer.WriteNumber("column", problem.Column);
        }

        writer.WriteString("rule", problem.RuleId);
        writer.WriteString("message", problem.Message);
        writer.WriteString("cure", problem.Cure);
        writer.WriteEndObject();
    }
}
