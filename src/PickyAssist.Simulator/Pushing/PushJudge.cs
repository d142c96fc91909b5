using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

/// <summary>A message that the platform will try to deliver.</summary>
internal sealed record PlannedMessage(ChatKey To, PushRecipient Recipient, ChatLine Line, string? Fault);

/// <summary>The status of the body, and the messages to send if it is 100.</summary>
internal sealed record Judgement(int Status, string Message, IReadOnlyList<PlannedMessage> Planned)
{
    public static Judgement Refuse(int status, string? message = null) =>
        new(status, message ?? PushStatus.Words(status), []);
}

/// <summary>
/// Decides about a push. The sheet gives the statuses (section 5) but no order among them; this order is a guess: the
/// caller, the request, then every recipient, then the money.
/// </summary>
internal sealed class PushJudge(IOptions<PushingOptions> options, RecipientJudge recipients, Account account)
{
    public Judgement Judge(PushRequest? request, bool isKnownCaller)
    {
        if (request is null)
            return Judgement.Refuse(PushStatus.InvalidRequest);

        if (!isKnownCaller)
            return Judgement.Refuse(PushStatus.AuthenticationFailed);

        if (request.Application is not { Length: > 0 } channel)
            return Judgement.Refuse(PushStatus.InvalidRequest);

        if (options.Value.Channels.Count > 0 && !options.Value.Channels.Contains(channel, StringComparer.Ordinal))
            return Judgement.Refuse(PushStatus.AccountNotActive);

        if (request.Recipients.Count == 0)
            return Judgement.Refuse(PushStatus.EmptyNumberList);

        var judged = request.Recipients.Select(one => recipients.Judge(request, channel, one)).ToList();
        var bad = judged.Find(one => one.Planned is null);
        if (bad is not null && (!options.Value.LeaveOutBadRecipients || judged.TrueForAll(one => one.Planned is null)))
            return Judgement.Refuse(bad.Status, bad.Message);

        var planned = judged.Select(one => one.Planned).OfType<PlannedMessage>().ToList();
        return account.TryPay(planned.Count)
            ? new Judgement(PushStatus.Accepted, PushStatus.Words(PushStatus.Accepted), planned)
            : Judgement.Refuse(PushStatus.InsufficientBalance);
    }
}
