using System.Collections.Immutable;
using System.Text.Json;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>Writes an explanation as JSON, for machines and the operator's pages.</summary>
internal static class ExplanationJson
{
    public static void Write(Utf8JsonWriter json, Explanation explanation, string? whyNot)
    {
        var decision = explanation.Decision;
        json.WriteStartObject();
        json.WriteString("text"u8, explanation.Message.Text);
        json.WriteString("channel"u8, explanation.Message.Channel);
        json.WriteString("at"u8, explanation.Message.ReceivedAt);
        json.WriteString("rule"u8, decision.RuleName);
        json.WriteString("reply"u8, decision.Reply?.Text);
        json.WritePropertyName("answer"u8);
        json.WriteRawValue(decision.Body.Span);
        json.WriteNumber("micros"u8, (long)explanation.Took.TotalMicroseconds);
        if (whyNot is not null)
        {
            json.WriteString("whyNot"u8, whyNot);
        }

        if (explanation.Language is { } language)
        {
            json.WriteStartObject("language"u8);
            json.WriteString("code"u8, language.Code);
            json.WriteString("cause"u8, language.Cause);
            json.WriteEndObject();
        }

        if (explanation.Form is { } form)
        {
            json.WriteStartObject("open"u8);
            json.WriteString("rule"u8, form.Rule.Name);
            json.WriteString("question"u8, form.Question.Length == 0 ? null : form.Question);
            json.WriteBoolean("takes"u8, form.Takes);
            json.WriteString("told"u8, form.Told);
            json.WriteEndObject();
        }

        json.WriteStartArray("rules"u8);
        foreach (var rule in explanation.Rules)
        {
            Write(json, rule);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExplainedRule rule)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, rule.Name);
        if (rule.Place is { } place)
        {
            json.WriteString("path"u8, place.Path);
            json.WriteNumber("line"u8, place.Line);
        }

        json.WriteString("stage"u8, WhyNot.NameOf(rule.Stage));
        json.WriteNumber("priority"u8, rule.Priority);
        json.WriteString("outcome"u8, NameOf(rule.Outcome));
        if (rule.Remark is not null)
        {
            json.WriteString("remark"u8, rule.Remark);
        }

        json.WriteStartArray("conditions"u8);
        foreach (var condition in rule.Conditions)
        {
            json.WriteStartObject();
            json.WriteBoolean("holds"u8, condition.Holds);
            json.WriteString("condition"u8, condition.Text);
            if (condition.Found is not null)
            {
                json.WriteString("found"u8, condition.Found);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("captures"u8);
        foreach (var (name, value) in rule.Captures.DistinctBy(capture => capture.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        if (!rule.Refused.IsEmpty)
        {
            json.WriteStartObject("refused"u8);
            foreach (var (name, reason) in rule.Refused)
            {
                json.WriteString(name, reason);
            }

            json.WriteEndObject();
        }

        if (!rule.Passages.IsEmpty)
        {
            Write(json, "passages"u8, rule.Passages);
            Write(json, "cited"u8, rule.Cited);
            json.WriteString("model"u8, rule.Model);
        }

        json.WriteNumber("micros"u8, (long)rule.Took.TotalMicroseconds);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> member, ImmutableArray<string> names)
    {
        json.WriteStartArray(member);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    public static string NameOf(RuleOutcome outcome) =>
        outcome switch
        {
            RuleOutcome.Answers => "answers",
            RuleOutcome.ComesLater => "comes-later",
            RuleOutcome.PassesOn => "passes-on",
            RuleOutcome.Failed => "failed",
            RuleOutcome.NotAsked => "not-asked",
            RuleOutcome.Shadow => "shadow",
            RuleOutcome.FormFirst => "form-first",
            _ => "does-not-hold",
        };
}
