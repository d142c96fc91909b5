namespace WebhookReceiver.Hosting;

/// <summary>
/// The server must not start. The terminal shows the message without a stack trace: problem, place and cure.
/// </summary>
internal sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
