using System.Text.Json;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Rules.Loading;

/// <summary>The status of the rules as JSON: live and waiting rules, problems, and changed answers.</summary>
internal static class RuleStatusJson
{
    public static void Write(Utf8JsonWriter json, ReloadStatus status)
    {
        json.WriteStartObject();
        json.WriteString("version"u8, status.Version);
        json.WriteString("since"u8, status.Since);
        json.WriteNumber("rules"u8, status.RuleCount);
        json.WriteNumber("tests"u8, status.TestCount);
        json.WriteBoolean("degraded"u8, status.IsDegraded);
        json.WriteString("waiting"u8, status.WaitingVersion);
        if (status.Hold is { } hold)
        {
            json.WriteStartObject("held"u8);
            json.WriteString("since"u8, hold.Since);
            json.WriteString("by"u8, hold.By);
            json.WriteString("note"u8, hold.Note);
            json.WriteEndObject();
        }

        json.WriteStartArray("problems"u8);
        foreach (var problem in status.Problems)
        {
            Write(json, problem);
        }

        json.WriteEndArray();
        if (status.Comparison is { } comparison)
        {
            json.WritePropertyName("proof"u8);
            Write(json, comparison);
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, RuleProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("severity"u8, problem.Severity.ToString().ToLowerInvariant());
        json.WriteString("code"u8, problem.Code);
        json.WriteString("path"u8, problem.Path);
        if (problem.Line > 0)
        {
            json.WriteNumber("line"u8, problem.Line);
            json.WriteNumber("column"u8, problem.Column);
        }

        if (problem.EndLine > 0)
        {
            json.WriteNumber("endLine"u8, problem.EndLine);
            json.WriteNumber("endColumn"u8, problem.EndColumn);
        }

        json.WriteString("rule"u8, problem.RuleId);
        json.WriteString("message"u8, problem.Message);
        json.WriteString("cure"u8, problem.Fix);
        json.WriteString("fix"u8, problem.Replacement);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReplayComparison comparison)
    {
        json.WriteStartObject();
        json.WriteNumber("messages"u8, comparison.Replayed);
        json.WriteNumber("differ"u8, comparison.Differ);
        json.WriteStartArray("changes"u8);
        foreach (var change in comparison.Changes)
        {
            json.WriteStartObject();
            json.WriteNumber("message"u8, change.Number);
            json.WriteString("received"u8, change.ReceivedAt);
            json.WriteString("text"u8, change.Text);
            json.WritePropertyName("before"u8);
            WriteAnswer(json, change.RuleBefore, change.ReplyBefore);
            json.WritePropertyName("after"u8);
            WriteAnswer(json, change.RuleAfter, change.ReplyAfter);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, string? rule, ReadOnlyMemory<byte> reply)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, rule);
        json.WritePropertyName("answer"u8);
        json.WriteRawValue(reply.Span);
        json.WriteEndObject();
    }
}
