using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

/// <summary>
/// Requests besides pushing: the balance, a device and a delivery report (protocol sheet, sections 4.6 and 4.7).
/// </summary>
internal sealed class ReportEndpoints(
    RequestLimit limit,
    Tokens tokens,
    Account account,
    Deliveries deliveries,
    IOptions<PlatformOptions> options,
    IOptions<PushingOptions> pushing,
    PlatformClock clock
)
{
    public Task BalanceAsync(HttpContext context) => AnswerAsync(context, limit.TryTake, _ => Balance());

    public Task ReportAsync(HttpContext context) => AnswerAsync(context, limit.TryTake, Report);

    public Task DeviceAsync(HttpContext context) => AnswerAsync(context, limit.TryAskDevice, _ => Device());

    private async Task AnswerAsync(HttpContext context, Func<bool> mayAsk, Func<JsonElement, byte[]> answer)
    {
        if (!mayAsk())
        {
            await context.WriteAsync(StatusCodes.Status429TooManyRequests, []);
            return;
        }

        var body = await PushBody.ReadAsync(context.Request);
        await context.WriteAsync(StatusCodes.Status200OK, Judge(context, body, answer));
    }

    private byte[] Judge(HttpContext context, JsonElement? body, Func<JsonElement, byte[]> answer)
    {
        if (body is not { ValueKind: JsonValueKind.Object } request)
            return Refused(PushStatus.InvalidRequest);

        var version = context.Request.Path.StartsWithSegments("/app", StringComparison.Ordinal)
            ? ApiVersion.V3
            : ApiVersion.V4;
        return tokens.IsGood(request.Text("token"), version, context.Connection.RemoteIpAddress)
            ? answer(request)
            : Refused(PushStatus.AuthenticationFailed);
    }

    /// <summary>
    /// The sheet names the members, not their types; the balance is a string like every amount of money here.
    /// </summary>
    private byte[] Balance() =>
        WireJson.Bytes(
            new JsonObject
            {
                ["status"] = PushStatus.Accepted,
                ["message"] = PushStatus.Words(PushStatus.Accepted),
                ["balance"] = account.Balance,
            }
        );

    /// <summary>The sheet names no members for a connected device; the status says it.</summary>
    private byte[] Device()
    {
        var status = pushing.Value.HasDevice ? PushStatus.Accepted : PushStatus.ServiceUnavailable;
        return WireJson.Bytes(new JsonObject { ["status"] = status, ["message"] = PushStatus.Words(status) });
    }

    private byte[] Report(JsonElement request)
    {
        var found = deliveries.OfPush(request.Text("push_id") ?? "");
        if (found.Count == 0)
            return Refused(PushStatus.InvalidRequest);

        var data = new JsonArray();
        foreach (var delivery in found)
        {
            data.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["number"] = delivery.To.Customer,
                        ["msg_id"] = delivery.MsgId,
                        ["status"] = ReportStatus(delivery.Status),
                        ["error_code"] = "",
                    }
            );
        }

        return WireJson.Bytes(
            new JsonObject
            {
                ["project_id"] = options.Value.ProjectId,
                ["push_id"] = long.Parse(found[0].PushId, CultureInfo.InvariantCulture),
                ["application"] = found[0].To.Channel,
                ["message_type"] = TypeCode(found[0].Line.Media?.Kind),
                ["time"] = clock.GetUtcNow().ToString("dd-MM-yyyy hh:mm tt", CultureInfo.InvariantCulture),
                ["data"] = data,
            }
        );
    }

    /// <summary>Reports have only 0 to 3 (protocol sheet, section 4.6).</summary>
    private static string ReportStatus(int status) =>
        (status == DeliveryStatus.Submitted ? DeliveryStatus.Unknown : status).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A separate numbering: 1 image, 2 video, 3 text, 4 audio, 5 document (protocol sheet, section 1.4).
    /// </summary>
    private static string TypeCode(string? kind) =>
        kind switch
        {
            null => "3",
            "image" => "1",
            "video" => "2",
            "audio" => "4",
            _ => "5",
        };

    private static byte[] Refused(int status) => PushAnswer.Refused(status, PushStatus.Words(status));
}
