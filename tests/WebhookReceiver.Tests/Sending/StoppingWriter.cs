namespace WebhookReceiver.Tests.Sending;

/// <summary>Stops the verb <c>send</c> once it has ordered, as Ctrl+C does it.</summary>
internal sealed class StoppingWriter(CancellationTokenSource stop) : StringWriter
{
    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return value?.StartsWith("Mailing ", StringComparison.Ordinal) == true
            ? stop.CancelAsync()
            : Task.CompletedTask;
    }
}
