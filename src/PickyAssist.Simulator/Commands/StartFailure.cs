using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace PickyAssist.Simulator.Commands;

/// <summary>Explains failures that a person can fix, in one line each; a stack trace would hide them.</summary>
internal static class StartFailure
{
    /// <summary>Null: a defect of ours, shown with its stack trace.</summary>
    public static IReadOnlyList<string>? Explain(Exception failure) =>
        failure switch
        {
            OptionsValidationException invalid => [.. invalid.Failures.Select(text => Name(text, invalid.OptionsType))],
            IOException { InnerException: AddressInUseException } =>
            [
                $"{failure.Message} Stop the other server, or choose another port with --port.",
            ],
            InvalidOperationException when IsOfSettings(failure) => [failure.Message],
            UnauthorizedAccessException or DirectoryNotFoundException => [failure.Message],
            _ => null,
        };

    /// <summary>"SpeedUp: The field PlatformOptions.SpeedUp must be…" becomes "The field Platform:SpeedUp must be…".</summary>
    private static string Name(string failure, Type options)
    {
        var start = failure.IndexOf(": ", StringComparison.Ordinal);
        var section = options.Name.Replace("Options", ":", StringComparison.Ordinal);
        return failure[(start < 0 ? 0 : start + 2)..].Replace($"{options.Name}.", section, StringComparison.Ordinal);
    }

    /// <summary>The configuration binder has no exception type of its own, only its wording.</summary>
    private static bool IsOfSettings(Exception failure) =>
        failure.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal)
        || failure.Message.StartsWith("'ErrorOnUnknownConfiguration' was set", StringComparison.Ordinal);
}
