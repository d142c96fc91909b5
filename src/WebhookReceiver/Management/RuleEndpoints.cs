using System.Buffers;
using System.Text.Json;
using WebhookReceiver.Receiving;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Explaining;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management;

/// <summary>Endpoints for the rules: status, approval, and explanation of answers.</summary>
internal static class RuleEndpoints
{
    public const string ExplainPath = "/api/explain";

    public const string RulesPath = "/api/rules";

    public const string ApprovePath = "/api/rules/approve";

    private const int LargestQuestion = 64 * 1024;

    public static void MapRules(this IEndpointRouteBuilder group)
    {
        group.MapPost(ExplainPath, ExplainAsync);
        group.MapGet(RulesPath, ShowAsync);
        group.MapPost(ApprovePath, ApproveAsync);
    }

    private static Task ShowAsync(HttpContext context)
    {
        var status = context.RequestServices.GetRequiredService<RuleReloader>().Status;
        return context.AnswerAsync(Json(json => RuleStatusJson.Write(json, status)));
    }

    private static async Task ApproveAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, LargestQuestion);
        if (body.Fault != BodyFault.None)
        {
            await RefuseAsync(context, body.Fault);
            return;
        }

        if (ApprovalBody.Read(body.Bytes, out var problem) is not { } version)
        {
            await RefuseAsync(context, problem!);
            return;
        }

        context.AuditVersion(version);
        var rules = context.RequestServices.GetRequiredService<RuleReloader>();
        switch (await rules.ApproveAsync(version, context.RequestAborted))
        {
            case Approval.NothingWaits:
                await RefuseAsync(context, "No rules wait for approval.", StatusCodes.Status409Conflict);
                break;
            case Approval.OtherVersion:
                await RefuseAsync(
                    context,
                    $"Version {rules.Status.WaitingVersion} waits, not {Shown(version)}: the files have changed. Review it with 'rules status', then approve it.",
                    StatusCodes.Status409Conflict
                );
                break;
            default:
                await ShowAsync(context);
                break;
        }
    }

    private static async Task ExplainAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, LargestQuestion);
        if (body.Fault != BodyFault.None)
        {
            await RefuseAsync(context, body.Fault);
            return;
        }

        if (ExplainRequest.Read(body.Bytes, out var error) is not { } explainRequest)
        {
            await RefuseAsync(context, error!);
            return;
        }

        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        if (explainRequest.ToMessage(time, out error) is not { } message)
        {
            await RefuseAsync(context, error!);
            return;
        }

        var ruleSet = context.RequestServices.GetRequiredService<RuleReloader>().Current;
        var explanation = await Explanation.OfAsync(
            ruleSet,
            message,
            explainRequest.Before,
            time,
            context.RequestAborted
        );
        var whyNot = explainRequest.Rule is { } rule ? WhyNot.Tell(explanation, rule) : null;
        if (explainRequest.Rule is not null && whyNot is null)
        {
            await RefuseAsync(context, WhyNot.NoSuchRule(ruleSet, explainRequest.Rule));
            return;
        }

        await context.AnswerAsync(Json(json => ExplanationJson.Write(json, explanation, whyNot)));
    }

    private static Task RefuseAsync(HttpContext context, BodyFault fault) =>
        fault == BodyFault.TooLarge
            ? context.RefuseAsync(StatusCodes.Status413PayloadTooLarge, "too-large")
            : context.RefuseAsync(StatusCodes.Status400BadRequest, "bad-body");

    private static Task RefuseAsync(HttpContext context, string message, int status = StatusCodes.Status400BadRequest)
    {
        context.Response.StatusCode = status;
        return context.AnswerAsync(
            Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("error"u8, status == StatusCodes.Status400BadRequest ? "question"u8 : "rules"u8);
                json.WriteString("message"u8, message);
                json.WriteEndObject();
            })
        );
    }

    /// <summary>A text that is no version is not echoed.</summary>
    private static string Shown(string version) =>
        version.Length <= 64 && version.All(char.IsAsciiHexDigitLower) ? version : "the version that you named";

    private static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, StoredMessage.Relaxed))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }
}
