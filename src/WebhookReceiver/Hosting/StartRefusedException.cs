namespace WebhookReceiver.Hosting;

/// <summary>
/// The server must not start. The message goes to the terminal as it is, without a stack trace: it says what is wrong,
/// where, and what to do instead.
/// </summary>
internal sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
