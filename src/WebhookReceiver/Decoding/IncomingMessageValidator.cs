using FluentValidation;

namespace WebhookReceiver.Decoding;

/// <summary>The conditions that a decoded message must meet.</summary>
internal sealed class IncomingMessageValidator : AbstractValidator<IncomingMessage>
{
    private const int LongestId = MessageReader.LongestId;

    public static IncomingMessageValidator Instance { get; } = new();

    private IncomingMessageValidator()
    {
        RuleFor(message => message.Sender)
            .Must(sender => !string.IsNullOrWhiteSpace(sender))
            .WithMessage("There is no sender: 'number' or, on Messenger, 'messenger_id'.")
            .MaximumLength(LongestId)
            .WithMessage("The sender is longer than 256 characters.");
        RuleFor(message => message.Id)
            .Must(id => id is null || !string.IsNullOrWhiteSpace(id))
            .WithMessage("The id is blank.")
            .MaximumLength(LongestId)
            .WithMessage("The id is longer than 256 characters.");
        RuleFor(message => message)
            .Must(message => message.Id is not null || HasContent(message))
            .OverridePropertyName("Id")
            .WithMessage("There is neither a 'unique-id' nor any content to recognise the message by.");
        RuleFor(message => message.Channel)
            .MaximumLength(LongestId)
            .WithMessage("'application' is longer than 256 characters.");
        RuleFor(message => message.Project)
            .MaximumLength(LongestId)
            .WithMessage("'project-id' is longer than 256 characters.");
        RuleFor(message => message.Group)
            .Must(group => group is null || (group.Id.Length <= LongestId && !string.IsNullOrWhiteSpace(group.Id)))
            .WithMessage("The group has no id of at most 256 characters.");
    }

    private static bool HasContent(IncomingMessage message) =>
        message.Text.Length > 0
        || message.MediaUrl is not null
        || message.ButtonPayload is not null
        || message.ListChoice is not null
        || message.Location is not null
        || message.Contacts.Count > 0;
}
