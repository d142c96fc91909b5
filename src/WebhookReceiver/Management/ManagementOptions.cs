using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Management;

/// <summary>Settings <c>Management:*</c>: the management port. Read once at start.</summary>
internal sealed class ManagementOptions : IValidatableObject
{
    private const int ShortestKey = 16;

    /// <summary>Port; 0 takes a free port. Default 8081.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8081;

    /// <summary>Address to listen on. Default 127.0.0.1, this machine only; any other needs a key.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>
    /// Key for <c>Authorization: Bearer</c> or <c>X-Management-Key</c>; at least 16 characters. Default none.
    /// </summary>
    public string? Key { get; set; }

    public bool HasKey => !string.IsNullOrEmpty(Key);

    public IPAddress ToAddress() => Address == "localhost" ? IPAddress.Loopback : IPAddress.Parse(Address);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address != "localhost" && !IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult(
                $"Management:Address must be an address like 127.0.0.1 or 0.0.0.0, not '{Address}'.",
                [nameof(Address)]
            );
            yield break;
        }

        if (!IPAddress.IsLoopback(ToAddress()) && !HasKey)
        {
            yield return new ValidationResult(
                $"Management:Key is not set, and Management:Address {Address} opens the operator's port to others. Set a key of at least {ShortestKey} characters, or use 127.0.0.1.",
                [nameof(Key)]
            );
        }

        if (HasKey && Key!.Length < ShortestKey)
        {
            yield return new ValidationResult(
                $"Management:Key is too easy to guess; at least {ShortestKey} characters.",
                [nameof(Key)]
            );
        }
    }
}

[OptionsValidator]
internal sealed partial class ManagementOptionsValidator : IValidateOptions<ManagementOptions>;
