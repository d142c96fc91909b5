using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace PickyAssist.Simulator.Commands;

/// <summary>Failures that a person can mend, in a line each; a stack trace would hide them.</summary>
internal static class StartFailure
{
    /// <summary>Null: a defect of ours, to be seen with its stack trace.</summary>
    public static IReadOnlyList<string>? Explain(Exception failure) =>
        failure switch
        {
            OptionsValidationException invalid => [.. invalid.Failures],
            IOException { InnerException: AddressInUseException } =>
            [
                $"{failure.Message} Stop the other server, or choose another port with --port.",
            ],
            InvalidOperationException { InnerException: FormatException inner } =>
            [
                $"{failure.Message} {inner.Message}",
            ],
            UnauthorizedAccessException or DirectoryNotFoundException => [failure.Message],
            _ => null,
        };
}
