using System.Diagnostics;

namespace WebhookReceiver.Processing;

/// <summary>
/// The trace of a message and its steps, for OpenTelemetry. All methods return null while nobody collects traces, or if
/// this message is not sampled. No attribute has a number, a text or an id of a customer.
/// </summary>
internal static class MessageTrace
{
    public const string SourceName = "WebhookReceiver";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The whole delivery, with the names of the messaging conventions.</summary>
    public static Activity? Message()
    {
        var activity = Source.StartActivity("process message", ActivityKind.Consumer);
        activity?.SetTag("messaging.system", "pickyassist");
        activity?.SetTag("messaging.operation.name", "process");
        activity?.SetTag("messaging.operation.type", "process");
        return activity;
    }

    /// <summary>A step of the way: decode, claim, decide, commit.</summary>
    public static Activity? Step(string name) => Source.StartActivity(name);

    /// <summary>Adds the end of the message: which rule answered, and how.</summary>
    public static void Ended(Activity? message, DeliveryResult delivery)
    {
        if (message is null)
        {
            return;
        }

        message.SetTag("webhookreceiver.outcome", delivery.Outcome.ToString());
        message.SetTag("webhookreceiver.rule", delivery.Rule);
        message.SetTag("webhookreceiver.rules.version", delivery.Version);
        if (delivery.Outcome == DeliveryOutcome.Refused)
        {
            message.SetStatus(ActivityStatusCode.Error);
        }
    }
}
