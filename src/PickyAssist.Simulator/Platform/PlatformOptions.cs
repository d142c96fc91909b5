using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace PickyAssist.Simulator.Platform;

/// <summary>Settings <c>Platform:*</c>. Read once at start.</summary>
internal sealed class PlatformOptions : IValidatableObject
{
    /// <summary>Port of the page, the Push API and the desk; 0 takes a free port. Default 8090.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8090;

    /// <summary>Address to listen on. Default 127.0.0.1: the desk has no key.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The project's id in every body. Default the one of the protocol sheet's samples.</summary>
    [Required]
    public string ProjectId { get; set; } = "10777";

    /// <summary>
    /// Speed of the platform's clock relative to real time: for retries, delays, sessions, delivery events. Request
    /// limits per minute and the answer's time limit stay real, since the peer is. Default 1.
    /// </summary>
    [Range(1d, 100_000d)]
    public double SpeedUp { get; set; } = 1;

    /// <summary>File for every received push, one line of JSON each. Default none.</summary>
    public string? Log { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult(
                $"Platform:Address must be an address like 127.0.0.1 or 0.0.0.0, not '{Address}'.",
                [nameof(Address)]
            );
        }
    }
}

[OptionsValidator]
internal sealed partial class PlatformOptionsValidator : IValidateOptions<PlatformOptions>;
