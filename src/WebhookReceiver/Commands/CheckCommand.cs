using System.CommandLine;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Linting;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Commands;

/// <summary><c>check [folder]</c>: compiles the rules, runs their tests and reviews them.</summary>
internal static class CheckCommand
{
    /// <param name="settings">Settings before the verb.</param>
    /// <param name="time">The clock for notes about days that are over; null for that of the system.</param>
    public static Command Create(IReadOnlyList<string> settings, TimeProvider? time = null)
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "The rules folder (default: the setting Rules:Folder)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text" };
        var coverage = new Option<bool>("--coverage")
        {
            Description = "List the rules, alternatives and texts that no test reaches",
        };
        var strict = new Option<bool>("--strict") { Description = "Warnings count as errors" };
        var command = new Command(
            "check",
            """
            Check the rules, run their tests, and lint them.
            An error keeps the rules from going live, a warning is a mistake that customers notice, a note informs.
            Exit code 0: no errors, 1: errors (with --strict: or warnings), 2: no usable rules folder
            """
        )
        {
            folder,
            json,
            coverage,
            strict,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    settings,
                    parsed.GetValue(folder),
                    new Wanted(parsed.GetValue(json), parsed.GetValue(coverage), parsed.GetValue(strict)),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    time ?? TimeProvider.System,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> settings,
        string? folder,
        Wanted wanted,
        TextWriter output,
        TextWriter errors,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await using var rules = await OfflineRules.LoadAsync(settings, folder, errors, time, cancellationToken);
        if (rules is null)
        {
            return CommandLine.Misused;
        }

        var coverage = wanted.Coverage ? await rules.CoverageAsync(cancellationToken) : null;
        await output.WriteLineAsync(wanted.Json ? Json(rules, coverage) : Text(rules, coverage));
        if (rules.IsUnusable)
        {
            return CommandLine.Misused;
        }

        return rules.Errors > 0 || (wanted.Strict && rules.Warnings > 0) ? CommandLine.Failed : CommandLine.Ok;
    }

    private static string Text(OfflineRules rules, Coverage? coverage)
    {
        var text = new StringBuilder();
        foreach (var problem in rules.Status.Problems)
        {
            text.AppendLine(rules.Show(problem));
        }

        if (rules.IsUnusable)
        {
            return text.ToString().TrimEnd();
        }

        foreach (var gap in coverage?.Gaps ?? [])
        {
            text.Append(rules.Show(gap.Place)).Append(": ").Append(gap).AppendLine();
        }

        if (coverage is not null)
        {
            text.AppendLine(coverage.ToString());
        }

        foreach (var heard in HeardCommands.Of(rules.Rules.Current))
        {
            text.AppendLine(heard);
        }

        return text.Append(Summary(rules)).ToString();
    }

    private static string Summary(OfflineRules rules)
    {
        var tests = rules is { Errors: > 0, Status.TestCount: 0 }
            ? "tests not run"
            : Count(rules.Status.TestCount, "test");
        var counts = $"{Count(rules.Status.RuleCount, "rule")}, {tests}";
        (int Count, string What)[] found =
        [
            (rules.Errors, "error"),
            (rules.Warnings, "warning"),
            (rules.Notes, "note"),
        ];
        var told = string.Join(", ", found.Where(one => one.Count > 0).Select(one => Count(one.Count, one.What)));
        return $"{counts}: {(told.Length == 0 ? "all good" : told)}";
    }

    private sealed record Wanted(bool Json, bool Coverage, bool Strict);

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Json(OfflineRules rules, Coverage? coverage)
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
            writer.WriteNumber("notes", rules.Notes);
            writer.WriteStartArray("problems");
            foreach (var problem in rules.Status.Problems)
            {
                RuleStatusJson.Write(writer, problem);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("heard");
            foreach (var heard in HeardCommands.Of(rules.Rules.Current))
                writer.WriteStringValue(heard);
            writer.WriteEndArray();
            if (coverage is not null)
            {
                writer.WritePropertyName("coverage");
                coverage.WriteTo(writer);
            }
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
