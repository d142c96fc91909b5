using System.Reflection;
using Microsoft.Extensions.Logging;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Golden;

/// <summary>
/// Names of events stand in lines of the format json, and people search logs by the texts. Classes that log are left out:
/// a renamed one says the same.
/// </summary>
public sealed class LogTemplateTests
{
    [Fact]
    public void Every_line_that_can_be_logged_has_the_approved_words()
    {
        const BindingFlags any =
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var lines =
            from type in typeof(Program).Assembly.GetTypes()
            from method in type.GetMethods(any | BindingFlags.DeclaredOnly)
            let log = method.GetCustomAttribute<LoggerMessageAttribute>()
            where log is not null
            select $"{log.EventName ?? method.Name} {log.Level}: {log.Message}";

        // The line of every message goes to Serilog directly.
        var all = lines.Append($"Answered Information: {AnswerLog.AnsweredTemplate}");
        GoldenFile.Is("log-templates.txt", all.Order(StringComparer.Ordinal));
    }
}
