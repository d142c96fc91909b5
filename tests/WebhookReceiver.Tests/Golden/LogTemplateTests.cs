using System.Reflection;
using Microsoft.Extensions.Logging;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Golden;

/// <summary>
/// Lines in json format have the names of events, and operators search logs by the texts. Class names are left out: a
/// renamed class logs the same.
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
