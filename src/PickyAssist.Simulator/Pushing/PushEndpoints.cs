using System.Text.Json;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

/// <summary>Counts, judges, sends and answers pushes. The only statement about a token is valid or not.</summary>
internal sealed class PushEndpoints(
    RequestLimit limit,
    Misbehaviours misbehaviours,
    Tokens tokens,
    PushJudge judge,
    Outbox outbox,
    Account account,
    RunningNumbers numbers,
    PushLog log,
    TimeProvider time
)
{
    public Task PushV3Async(HttpContext context) => PushAsync(context, ApiVersion.V3);

    public Task PushV4Async(HttpContext context) => PushAsync(context, ApiVersion.V4);

    private async Task PushAsync(HttpContext context, ApiVersion version)
    {
        var received = new ReceivedPush
        {
            At = time.GetUtcNow(),
            Path = context.Request.Path.Value!,
            Outcome = PushOutcome.Dropped,
            Http = StatusCodes.Status429TooManyRequests,
        };
        if (!limit.TryTake())
        {
            log.Add(received);
            await context.WriteAsync(StatusCodes.Status429TooManyRequests, []);
            return;
        }

        var body = await PushBody.ReadAsync(context.Request);
        received = received with { Http = StatusCodes.Status200OK, Request = PushBody.WithoutToken(body) };
        var request = body is { } json ? PushRequest.Read(json) : null;
        var ordered = misbehaviours.Take([.. (request?.Recipients ?? []).Select(one => one.Number)]);
        if (ordered is { IsRefusal: true, Accept: false })
        {
            log.Add(
                received with
                {
                    Outcome = PushOutcome.Misbehaved,
                    Http = HttpOf(ordered),
                    Status = ordered.Status,
                }
            );
            await context.MisbehaveAsync(ordered);
            return;
        }

        var isKnown = tokens.IsGood(request?.Token, version, context.Connection.RemoteIpAddress);
        var judgement = judge.Judge(request, isKnown);
        if (judgement.Status != PushStatus.Accepted)
        {
            log.Add(received with { Outcome = PushOutcome.Refused, Status = judgement.Status });
            await context.WriteAsync(StatusCodes.Status200OK, PushAnswer.Refused(judgement.Status, judgement.Message));
            return;
        }

        await AcceptAsync(context, received, request!, Shorten(judgement, ordered), ordered);
    }

    private async Task AcceptAsync(
        HttpContext context,
        ReceivedPush received,
        PushRequest request,
        IReadOnlyList<PlannedMessage> planned,
        Misbehaviour? ordered
    )
    {
        var pushId = numbers.Next();
        var messages = outbox.Send(pushId, request, planned, ordered?.DeliveryError);
        var accepted = received with
        {
            Outcome = ordered is { IsRefusal: true } ? PushOutcome.Misbehaved : PushOutcome.Accepted,
            Http = ordered is { IsRefusal: true } ? HttpOf(ordered) : StatusCodes.Status200OK,
            Status = ordered is { IsRefusal: true } ? ordered.Status : PushStatus.Accepted,
            PushId = pushId,
            Messages = messages,
        };
        log.Add(accepted);
        await (
            ordered is { IsRefusal: true }
                ? context.MisbehaveAsync(ordered)
                : context.WriteAsync(StatusCodes.Status200OK, PushAnswer.Accepted(pushId, messages, account.Credit))
        );
    }

    private static IReadOnlyList<PlannedMessage> Shorten(Judgement judgement, Misbehaviour? ordered) =>
        ordered?.Recipients is { } count ? [.. judgement.Planned.Take(count)] : judgement.Planned;

    private static int? HttpOf(Misbehaviour ordered) =>
        ordered.Cut || ordered.Hang ? null : ordered.Http ?? StatusCodes.Status200OK;
}
