using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WebhookReceiver.Decoding;
using WebhookReceiver.Processing;

namespace WebhookReceiver.Receiving;

/// <summary>
/// The public endpoints: they read and decode a delivery, process it and write the answer into the response.
/// </summary>
internal sealed class ReceivingEndpoints(
    IOptions<ReceivingOptions> options,
    Inbox inbox,
    EventRecorder events,
    AnswerLog log,
    RefusalLog refusals,
    ReceivingMetrics metrics,
    TimeProvider time
)
{
    private const string RetryAfterSeconds = "30";

    private readonly int _maxBodyBytes = options.Value.MaxBodyBytes;

    /// <summary>
    /// Both URLs accept both kinds of body; the shape distinguishes them (protocol sheet, section 3.2).
    /// </summary>
    public async Task ReceiveAsync(HttpContext context)
    {
        var (started, arrived) = (time.GetTimestamp(), time.GetUtcNow());
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "method");
            return;
        }

        if (!IsPlain(request.Headers.ContentEncoding))
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "encoding");
            return;
        }

        var body = await RequestBody.ReadAsync(context, _maxBodyBytes);
        if (body.Fault != BodyFault.None)
        {
            await RefuseAsync(context, body.Fault);
            return;
        }

        using var trace = MessageTrace.Message();
        switch (Decode(body.Bytes, request, arrived))
        {
            case Decoded.Message message:
                var delivery = await inbox.AnswerAsync(message);
                MessageTrace.Ended(trace, delivery);
                await AnswerAsync(context, message, delivery, started);
                break;
            case Decoded.Event report:
                await KeepAsync(context, report.Value, started);
                break;
            case Decoded.Rejected rejected:
                await QuarantineAsync(context, rejected, body.Bytes);
                break;
            default:
                await AnswerNothingAsync(context);
                break;
        }
    }

    private static Decoded Decode(byte[] body, HttpRequest request, DateTimeOffset arrived)
    {
        using var step = MessageTrace.Step("decode");
        return WebhookDecoder.Decode(body, request.ContentType, request.QueryString.Value, arrived);
    }

    /// <summary>"identity" means that nothing was done to the body (RFC 9110, section 8.4.1); proxies write it.</summary>
    private static bool IsPlain(StringValues encodings)
    {
        foreach (var encoding in encodings)
        {
            foreach (var word in encoding.AsSpan().Split(','))
            {
                var name = encoding.AsSpan(word).Trim();
                if (!name.IsEmpty && !name.Equals("identity", StringComparison.OrdinalIgnoreCase))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private Task AnswerAsync(HttpContext context, Decoded.Message message, DeliveryResult delivery, long started)
    {
        if (delivery.Outcome == DeliveryOutcome.Refused)
        {
            // The message is not stored, so there is no answer: the platform's retry saves it.
            return RefuseForNowAsync(context);
        }

        var elapsed = time.GetElapsedTime(started);
        metrics.Answered(delivery.IsSilent, elapsed);
        log.Answered(message.Value, delivery, elapsed);
        return context.AnswerAsync(delivery.Reply);
    }

    /// <summary>
    /// Stores an event. The platform neither reads the answer nor retries (protocol sheet, section 3); a proxy between
    /// may.
    /// </summary>
    private async Task KeepAsync(HttpContext context, DeliveryEvent report, long started)
    {
        if (await events.KeepAsync(report) == DeliveryOutcome.Refused)
        {
            await RefuseForNowAsync(context);
            return;
        }

        var elapsed = time.GetElapsedTime(started);
        metrics.Answered(isSilent: true, elapsed);
        log.Event(report, elapsed);
        await context.AnswerSilenceAsync();
    }

    /// <summary>
    /// Stores and answers an object that is no message, since a retry would not help (protocol sheet, section 7).
    /// </summary>
    private async Task QuarantineAsync(HttpContext context, Decoded.Rejected rejected, byte[] body)
    {
        metrics.Quarantined(rejected.Code.Word());
        if (refusals.IsQuarantineToBeLogged(rejected.Code.Word(), context.CallerAddress()))
        {
            log.Quarantined(rejected, context.TraceIdentifier);
        }

        if (await inbox.QuarantineAsync(rejected.Code.Word(), body) == DeliveryOutcome.Refused)
        {
            // An unreadable body is no message: the answer does not depend on storing it.
            metrics.Rejected("quarantine");
        }

        await (
            rejected.Code == RejectionCode.Message
                ? context.AnswerSilenceAsync()
                : context.RefuseAsync(StatusCodes.Status400BadRequest, "bad-body")
        );
    }

    private Task AnswerNothingAsync(HttpContext context)
    {
        metrics.Rejected("empty");
        log.Empty(context.TraceIdentifier);
        return context.AnswerSilenceAsync();
    }

    private Task RefuseForNowAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "journal");
    }

    private Task RefuseAsync(HttpContext context, BodyFault fault) =>
        fault switch
        {
            BodyFault.TooLarge => RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, "too-large"),
            BodyFault.Slow => RefuseAsync(context, StatusCodes.Status408RequestTimeout, "slow-body"),
            BodyFault.Aborted => RefuseAsync(context, StatusCodes.Status400BadRequest, "aborted"),
            _ => RefuseAsync(context, StatusCodes.Status400BadRequest, "framing"),
        };

    private Task RefuseAsync(HttpContext context, int status, string error)
    {
        metrics.Rejected(error);
        if (refusals.IsToBeLogged(error, context.CallerAddress()))
        {
            log.Refused(error, status, context.TraceIdentifier);
        }

        return context.RefuseAsync(status, error);
    }
}
