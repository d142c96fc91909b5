using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

/// <summary>The planned message for one recipient, or the reason for a refusal.</summary>
internal sealed record JudgedRecipient(PlannedMessage? Planned, int Status, string? Message)
{
    public static JudgedRecipient Refuse(int status, string? message = null) => new(null, status, message);
}

/// <summary>Judges number, content, media, template and session of one recipient.</summary>
internal sealed class RecipientJudge(
    IOptions<PushingOptions> options,
    Sessions sessions,
    WarmUp warmUp,
    PlatformClock clock
)
{
    private readonly PushingOptions _options = options.Value;

    public JudgedRecipient Judge(PushRequest request, string channel, PushRecipient recipient)
    {
        if (AddressOf(channel, recipient) is not { } address)
            return JudgedRecipient.Refuse(PushStatus.InvalidNumber);

        var key = new ChatKey(channel, address);
        return request.TemplateId is { Length: > 0 }
            ? JudgeTemplate(request, key, recipient)
            : JudgeFree(request, key, recipient);
    }

    private JudgedRecipient JudgeFree(PushRequest request, ChatKey key, PushRecipient recipient)
    {
        var line = Line() with
        {
            Text = Filled(recipient.Message) ?? Filled(request.Message),
            Media = Medium(request, recipient),
            Location = request.Location,
            Contact = request.Contact,
        };
        if (line is { Text: null, Media: null, Location: null, Contact: null })
            return JudgedRecipient.Refuse(PushStatus.EmptyMessage);

        if (PushedMedia.Problem(request, recipient, key.Channel, _options) is { } problem)
            return JudgedRecipient.Refuse(_options.BadMediaStatus, problem);

        return sessions.IsOpen(key)
            ? new JudgedRecipient(new PlannedMessage(key, recipient, line, null), PushStatus.Accepted, null)
            : JudgedRecipient.Refuse(PushStatus.SessionExpired);
    }

    private JudgedRecipient JudgeTemplate(PushRequest request, ChatKey key, PushRecipient recipient)
    {
        var template = _options.Templates.FirstOrDefault(known => known.Id == request.TemplateId);
        if (template is null)
            return JudgedRecipient.Refuse(PushStatus.InvalidTemplate);

        if (PushedMedia.Problem(request, recipient, key.Channel, _options) is { } problem)
            return JudgedRecipient.Refuse(_options.BadMediaStatus, problem);

        var filled = Template.Fill(
            template,
            recipient.TemplateVariables.Count > 0 ? recipient.TemplateVariables : request.TemplateVariables,
            recipient.TemplateHeader.Count > 0 ? recipient.TemplateHeader : request.TemplateHeader
        );
        var line = Line() with
        {
            Text = filled.Text,
            Header = filled.Header,
            Media = Medium(request, recipient),
            Buttons = Buttons(template, recipient),
        };
        var isReached = sessions.IsOpen(key) || warmUp.TryReach(key);
        // The status table has neither fault: the channel reports them later, by a delivery event.
        var fault = filled.Fault ?? (isReached ? null : "The limit of new customers in 24 hours is reached");
        return new JudgedRecipient(new PlannedMessage(key, recipient, line, fault), PushStatus.Accepted, null);
    }

    private ChatLine Line() =>
        new()
        {
            Speaker = Speaker.Business,
            At = clock.GetUtcNow(),
            Via = "push",
        };

    private static string? AddressOf(string channel, PushRecipient recipient)
    {
        if (Channel.IsNumberless(channel))
            return Filled(recipient.MessengerId) ?? Filled(recipient.Number);

        return recipient.Number is { } number && NumberForm.IsInternational(number) ? number : null;
    }

    private static Medium? Medium(PushRequest request, PushRecipient recipient)
    {
        if ((Filled(recipient.Media) ?? Filled(request.Media)) is { } url)
            return new Medium(MediaKind.Of(url), url, Filled(request.MediaName));

        return Filled(recipient.MediaCode) is null && Filled(request.MediaCode) is null
            ? null
            : new Medium(MediaKind.Of(request.MediaName ?? ""), null, Filled(request.MediaName));
    }

    /// <summary>Without a payload, the label serves as one (a guess).</summary>
    private static List<QuickReply> Buttons(TemplateOptions template, PushRecipient recipient) =>
        [
            .. template.Buttons.Select(
                (label, index) =>
                    new QuickReply(label, index < recipient.Payloads.Count ? recipient.Payloads[index] : label)
            ),
        ];

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
