using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Commands;

/// <summary>Failures that the operator can mend, in one line each that names the setting; a stack trace would hide it.</summary>
internal static class StartFailure
{
    /// <summary>Null: a defect of ours, to be seen with its stack trace.</summary>
    public static IReadOnlyList<string>? Explain(Exception failure) =>
        failure switch
        {
            StartRefusedException => [failure.Message],
            OptionsValidationException invalid => [.. invalid.Failures.Select(text => Name(text, invalid.OptionsType))],
            IOException { InnerException: AddressInUseException } =>
            [
                $"{failure.Message} Stop the other server, or set Receiving:Port and Management:Port.",
            ],
            InvalidDataException { InnerException: { } inner } => [$"{failure.Message} {inner.Message}"],
            InvalidOperationException when IsBinding(failure) => [Unbound(failure)],
            AggregateException { InnerExceptions: [var only] } => Explain(only),
            _ => null,
        };

    /// <summary>"Port: The field ReceivingOptions.Port must be…" becomes "The field Receiving:Port must be…".</summary>
    private static string Name(string failure, Type options)
    {
        var start = failure.IndexOf(": ", StringComparison.Ordinal);
        var text = start < 0 ? failure : failure[(start + 2)..];
        return text.Replace(
            $"{options.Name}.",
            $"{options.Name.Replace("Options", ":", StringComparison.Ordinal)}",
            StringComparison.Ordinal
        );
    }

    /// <summary>The configuration binder has no exception type of its own.</summary>
    private static bool IsBinding(Exception failure) =>
        failure.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal)
        || failure.Message.Contains("'ErrorOnUnknownConfiguration' was set", StringComparison.Ordinal);

    private static string Unbound(Exception failure) =>
        failure.Message.Contains("'ErrorOnUnknownConfiguration' was set", StringComparison.Ordinal)
            ? $"There is no such setting: {failure.Message}"
            : $"{failure.Message} {failure.InnerException?.Message}".TrimEnd();
}
