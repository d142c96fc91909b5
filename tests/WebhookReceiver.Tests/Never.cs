namespace WebhookReceiver.Tests;

/// <summary>A wait that only cancelling ends.</summary>
internal static class Never
{
    public static Task EndsAsync(CancellationToken token = default) => new TaskCompletionSource().Task.WaitAsync(token);
}
