using Microsoft.Extensions.Options;
using WebhookReceiver.Journal;
using WebhookReceiver.Journal.Outgoing;

namespace WebhookReceiver.Sending;

/// <summary>What is to be done with an entry that is due.</summary>
internal sealed class Planner(IOptions<SendingOptions> options, Channels channels, Numbers numbers, MediaCheck media)
{
    private readonly SendingOptions _options = options.Value;

    public async ValueTask<Plan> PlanAsync(OutboxEntry entry, DateTimeOffset now)
    {
        if (now >= (entry.ExpiresAt ?? entry.DueAt + _options.MaxAge))
        {
            return new Plan.Refuse(OutboxWords.Expired);
        }

        if (!TryRead(entry, out var message))
        {
            return new Plan.Refuse("its body cannot be read; it was written by another version");
        }

        var channel = message.Channel.Length > 0 ? message.Channel : _options.Application;
        if (string.IsNullOrEmpty(channel))
        {
            return new Plan.Refuse("it names no channel; set Sending:Application");
        }

        var address = channels.IsNumberless(channel) ? Address.Of(message.Recipient) : numbers.OfPlatform(message.Recipient);
        if (address.Problem is { } problem)
        {
            return new Plan.Refuse(problem);
        }

        if (Content.ProblemOf(message) is { } missing)
        {
            return new Plan.Refuse(missing);
        }

        if (message.Media is { } url && await media.LookAsync(url) is { } wrong)
        {
            return wrong.IsForNow ? new Plan.Wait(now + MediaCheck.Again, wrong.Words) : new Plan.Refuse(wrong.Words);
        }

        return new Plan.Send(LetterOf(entry, message, channel, address.Text));
    }

    private Letter LetterOf(OutboxEntry entry, FollowUpMessage message, string channel, string address)
    {
        var template = message.Text.Length == 0 ? message.Template : null;
        return new Letter(entry, message, address)
        {
            Template = template,
            Values = template is null ? [] : message.TemplateValues,
            Shape = new Shape(channel, template, IsAlone(message, channel, template) ? entry.Reference : null),
        };
    }

    private bool IsAlone(FollowUpMessage message, string channel, string? template) =>
        message.Location is not null
        || message.Contacts.Count > 0
        || message.MediaName is not null
        || (message.Media is not null && template is null && !channels.TakesPersonalMedia(channel));

    private static bool TryRead(OutboxEntry entry, out FollowUpMessage message)
    {
        try
        {
            message = FollowUpMessage.Read(entry.Body);
            return true;
        }
        catch (Exception e)
            when (e is System.Text.Json.JsonException or InvalidOperationException or KeyNotFoundException)
        {
            message = new FollowUpMessage
            {
                Project = "",
                Channel = "",
                Recipient = "",
            };
            return false;
        }
    }
}
