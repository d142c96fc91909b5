using WebhookReceiver.Rules;

namespace WebhookReceiver.Processing;

/// <summary>Logs rules that failed and rules in shadow mode that would have answered.</summary>
internal sealed partial class DecisionLog(ILogger<DecisionLog> logger)
{
    /// <summary>
    /// Logs the rules that were skipped. A plug-in's guard and a model's client log their own faults, with more detail.
    /// </summary>
    public void PassedOver(Decision decision)
    {
        foreach (var fault in decision.Faults)
        {
            if (fault.Kind is RuleFaultKind.TooLong)
            {
                Log.Cut(logger, fault.RuleName);
            }
            else if (fault.Kind is RuleFaultKind.EndedProcess)
            {
                Log.LeftOut(logger, fault.RuleName);
            }
            else if (fault.Kind is RuleFaultKind.ModelRefused)
            {
                Log.Refused(logger, fault.RuleName, fault.Told);
            }
            else if (fault.Kind is not (RuleFaultKind.Threw or RuleFaultKind.TimedOut or RuleFaultKind.ModelFailed))
            {
                Log.PassedOver(logger, fault.RuleName, fault.Kind, fault.Elapsed.TotalMilliseconds);
            }
        }
    }

    /// <summary>Logs the shadow rules that would have answered.</summary>
    public void Shadowed(Decision decision)
    {
        foreach (var rule in decision.Shadows)
        {
            Log.Shadowed(logger, rule, decision.RuleName ?? "no rule");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "cut: the reply of rule {Rule} is longer than its channel allows")]
        public static partial void Cut(ILogger logger, string rule);

        [LoggerMessage(
            LogLevel.Error,
            "skipped: rule {Rule}, whose plug-in ended this process at the same message twice. The message is decided without the plug-in; mend it"
        )]
        public static partial void LeftOut(ILogger logger, string rule);

        [LoggerMessage(LogLevel.Warning, "model: rule {Rule}: {Reason}")]
        public static partial void Refused(ILogger logger, string rule, string reason);

        [LoggerMessage(LogLevel.Warning, "skipped: rule {Rule}, {Fault} after {Elapsed:0.000} ms")]
        public static partial void PassedOver(ILogger logger, string rule, RuleFaultKind fault, double elapsed);

        [LoggerMessage(LogLevel.Information, "shadow: rule {Rule} would have answered, {Winner} did")]
        public static partial void Shadowed(ILogger logger, string rule, string winner);
    }
}
