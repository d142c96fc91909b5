using Microsoft.Extensions.Options;
using WebhookReceiver.Decoding;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Receiving;

/// <summary>
/// A message comes in, is decoded, the rules find one answer, and the answer goes out in the same response.
/// </summary>
internal sealed class ReceivingEndpoints(
    IOptions<ReceivingOptions> options,
    RuleFolder rules,
    AnswerLog log,
    ReceivingMetrics metrics,
    TimeProvider time
)
{
    private readonly ReceivingOptions _options = options.Value;

    /// <summary>Both URLs take both kinds of body; the shape tells them apart (protocol sheet, section 3.2).</summary>
    public async Task ReceiveAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var receivedAt = time.GetUtcNow();
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "method");
            return;
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "encoding");
            return;
        }

        var body = await RequestBody.ReadAsync(context, _options.MaxBodyBytes);
        if (body.Fault != BodyFault.None)
        {
            await RefuseAsync(context, body.Fault);
            return;
        }

        switch (WebhookDecoder.Decode(body.Bytes, request.ContentType, request.QueryString.Value, receivedAt))
        {
            case Decoded.Message message:
                await AnswerAsync(context, message.Value, started);
                break;
            case Decoded.Event report:
                metrics.Answered(isSilent: true, time.GetElapsedTime(started));
                log.Event(report.Value, time.GetElapsedTime(started));
                await context.AnswerAsync(InstantReply.Silence);
                break;
            case Decoded.Rejected rejected:
                await QuarantineAsync(context, rejected);
                break;
            default:
                metrics.Rejected("empty");
                await context.AnswerAsync(InstantReply.Silence);
                break;
        }
    }

    private async Task AnswerAsync(HttpContext context, IncomingMessage message, long started)
    {
        var book = rules.Current;
        var decision = message.IsEcho ? Decisions.Silence : await DecideAsync(book, message);
        var elapsed = time.GetElapsedTime(started);
        metrics.Answered(decision.Reply is null or { IsSilent: true }, elapsed);
        log.Answered(message, decision, book.Version, elapsed);
        await context.AnswerAsync(decision.Body);
    }

    /// <summary>The caller's going away does not stop this: the platform would only come again.</summary>
    private async ValueTask<Decision> DecideAsync(RuleBook book, IncomingMessage message)
    {
        var deciding = book.DecideAsync(message, CancellationToken.None);
        if (deciding.IsCompletedSuccessfully)
        {
            return deciding.Result;
        }

        try
        {
            return await deciding.AsTask().WaitAsync(_options.AnswerDeadline, time);
        }
        catch (TimeoutException)
        {
            metrics.Rejected("deadline");
            log.Late(message, _options.AnswerDeadline);
            return Decisions.Of(_options.BusyReply);
        }
    }

    /// <summary>An object that is no message is answered, since sending it again would not help (protocol sheet, section 7).</summary>
    private Task QuarantineAsync(HttpContext context, Decoded.Rejected rejected)
    {
        metrics.Quarantined(rejected.Code.Word());
        log.Quarantined(rejected, context.TraceIdentifier);
        return rejected.Code == RejectionCode.Message
            ? context.AnswerAsync(InstantReply.Silence)
            : context.RefuseAsync(StatusCodes.Status400BadRequest, "bad-body");
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
}
