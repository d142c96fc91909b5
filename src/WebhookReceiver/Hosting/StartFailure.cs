using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using WebhookReceiver.Management;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Hosting;

/// <summary>
/// Explains failures that the operator can fix, in one line each with the setting's name; a stack trace would hide it.
/// </summary>
internal static partial class StartFailure
{
    /// <summary>Null: a defect of ours, shown with its stack trace.</summary>
    public static IReadOnlyList<string>? Explain(Exception failure) =>
        failure switch
        {
            StartRefusedException or JournalUnavailableException => [failure.Message],
            OptionsValidationException invalid => [.. invalid.Failures.Select(text => Name(text, invalid.OptionsType))],
            IOException { InnerException: AddressInUseException } =>
            [
                $"{failure.Message} Stop the other server, or set Receiving:Port and Management:Port.",
            ],
            // What a verb cannot read or write; the message has the path.
            IOException { InnerException: null } or UnauthorizedAccessException =>
            [
                $"{failure.Message.TrimEnd('.')}. {FileTrouble.Of(failure).Cure}",
            ],
            InvalidDataException { InnerException: { } inner } => [$"{failure.Message} {inner.Message}"],
            InvalidOperationException => ExplainBinding(failure),
            AggregateException { InnerExceptions: [var only] } => Explain(only),
            _ => null,
        };

    /// <summary>"Port: The field ReceivingOptions.Port must be…" becomes "The field Receiving:Port must be…".</summary>
    private static string Name(string failure, Type options)
    {
        var start = failure.IndexOf(": ", StringComparison.Ordinal);
        var text = start < 0 ? failure : failure[(start + 2)..];
        return text.Replace($"{options.Name}.", $"{SectionOf(options.Name)}:", StringComparison.Ordinal);
    }

    /// <summary>The configuration binder has no exception type of its own, only its wording.</summary>
    private static string[]? ExplainBinding(Exception failure)
    {
        var address = WrongAddress().Match(failure.Message);
        if (address.Success)
        {
            // The part before '@' may be a password.
            var value = address.Groups["value"].Value;
            var not = value.Contains('@', StringComparison.Ordinal) ? "" : $", not '{value}'";
            return [$"{address.Groups["setting"].Value} must be an address like https://bot.example.com{not}."];
        }

        if (failure.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal))
        {
            return [$"{failure.Message} {failure.InnerException?.Message}".TrimEnd()];
        }

        var unknown = UnknownSettings().Match(failure.Message);
        return unknown.Success
            ?
            [
                $"{SectionOf(unknown.Groups["type"].Value)} has no setting {unknown.Groups["names"].Value}. appsettings.json lists all there are.",
            ]
            : null;
    }

    private static string SectionOf(string options) =>
        options == nameof(ManagementKeyOptions)
            ? "Management:Keys"
            : options.Replace("Options", "", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^Failed to convert configuration value '(?<value>.*)' at '(?<setting>[^']*)' to type 'System\.Uri'",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex WrongAddress();

    [GeneratedRegex(
        @"'ErrorOnUnknownConfiguration' was set .* instance of [\w.]*?(?<type>\w+): (?<names>.*)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex UnknownSettings();
}
