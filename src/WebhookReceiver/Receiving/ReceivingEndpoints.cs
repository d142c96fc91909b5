using Microsoft.Extensions.Options;
using WebhookReceiver.Decoding;
using WebhookReceiver.Journal;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Receiving;

/// <summary>
/// A message comes in, is decoded, the rules find one answer, and the answer goes out in the same response.
/// </summary>
internal sealed class ReceivingEndpoints(
    IOptions<ReceivingOptions> options,
    Answering answering,
    Inbox inbox,
    EventIntake events,
    AnswerLog log,
    ReceivingMetrics metrics,
    TimeProvider time
)
{
    private const string RetryAfterSeconds = "30";

    private readonly ReceivingOptions _options = options.Value;

    /// <summary>Both URLs take both kinds of body; the shape tells them apart (protocol sheet, section 3.2).</summary>
    public Task ReceiveAsync(HttpContext context)
    {
        var arrival = new Arrival(time.GetTimestamp(), time.GetUtcNow());
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "method");
        }

        if (context.Request.Headers.ContentEncoding.Count > 0)
        {
            return RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "encoding");
        }

        // Nearly always the body came with the head; then nothing has to wait for it.
        var reading = RequestBody.ReadAsync(context, _options.MaxBodyBytes);
        if (reading.IsCompletedSuccessfully)
        {
            return HandleAsync(context, reading.Result, arrival);
        }

        return HandleAsync(context, reading, arrival);
    }

    private async Task HandleAsync(HttpContext context, ValueTask<RequestBody> reading, Arrival arrival) =>
        await HandleAsync(context, await reading, arrival);

    private Task HandleAsync(HttpContext context, RequestBody body, Arrival arrival)
    {
        if (body.Fault != BodyFault.None)
        {
            return RefuseAsync(context, body.Fault);
        }

        var request = context.Request;
        switch (WebhookDecoder.Decode(body.Bytes, request.ContentType, request.QueryString.Value, arrival.At))
        {
            case Decoded.Message message:
                return AnswerAsync(context, message, arrival.Started);
            case Decoded.Event report:
                return KeepAsync(context, report.Value, arrival.Started);
            case Decoded.Rejected rejected:
                return QuarantineAsync(context, rejected, body.Bytes);
            default:
                metrics.Rejected("empty");
                log.Empty(context.TraceIdentifier);
                return context.AnswerAsync(InstantReply.Silence);
        }
    }

    private async Task AnswerAsync(HttpContext context, Decoded.Message message, long started)
    {
        InboxAnswer answer;
        try
        {
            answer = await answering.AnswerAsync(message);
        }
        catch (JournalUnavailableException)
        {
            // Not kept, so not answered: the platform's retry is what saves this message.
            await RefuseForNowAsync(context);
            return;
        }

        var elapsed = time.GetElapsedTime(started);
        metrics.Answered(Verdict.IsSilence(answer.Reply), elapsed);
        log.Answered(message.Value, answer, elapsed);
        await context.AnswerAsync(answer.Reply);
    }

    /// <summary>The platform does not read the answer and does not come again (protocol sheet, section 3); a proxy between may.</summary>
    private async Task KeepAsync(HttpContext context, DeliveryEvent report, long started)
    {
        try
        {
            await events.KeepAsync(report);
        }
        catch (JournalUnavailableException)
        {
            await RefuseForNowAsync(context);
            return;
        }

        var elapsed = time.GetElapsedTime(started);
        metrics.Answered(isSilent: true, elapsed);
        log.Event(report, elapsed);
        await context.AnswerAsync(InstantReply.Silence);
    }

    private Task RefuseForNowAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "journal");
    }

    /// <summary>An object that is no message is answered, since sending it again would not help (protocol sheet, section 7).</summary>
    private async Task QuarantineAsync(HttpContext context, Decoded.Rejected rejected, byte[] body)
    {
        metrics.Quarantined(rejected.Code.Word());
        log.Quarantined(rejected, context.TraceIdentifier);
        try
        {
            await inbox.QuarantineAsync(rejected.Code.Word(), body);
        }
        catch (JournalUnavailableException)
        {
            // A body that nobody could read is no message: the answer does not depend on its being kept.
            metrics.Rejected("quarantine");
        }

        await (
            rejected.Code == RejectionCode.Message
                ? context.AnswerAsync(InstantReply.Silence)
                : context.RefuseAsync(StatusCodes.Status400BadRequest, "bad-body")
        );
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
        log.Refused(error, status, context.TraceIdentifier);
        return context.RefuseAsync(status, error);
    }

    /// <param name="Started">For measuring.</param>
    /// <param name="At">For deciding.</param>
    private readonly record struct Arrival(long Started, DateTimeOffset At);
}
