using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>Settings <c>Management:*</c>: the management port. Read once at start.</summary>
internal sealed class ManagementOptions : IValidatableObject
{
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

    /// <summary>
    /// File with the key, if <see cref="Key"/> has none; relative to the settings file. A missing one is made at the
    /// first start, for its owner alone. Default none.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>Other holders' keys, each with a role; <c>key new</c> makes one. Default none.</summary>
    [MaxLength(32)]
    public IList<ManagementKeyOptions> Keys { get; } = [];

    /// <summary>
    /// Host names of this port, such as <c>bot.example.com</c>, besides this machine's own. Without a key other names
    /// are refused; with a key, only if this list has entries. Default none.
    /// </summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>Whether callers need a key, the operator's or another.</summary>
    public bool HasKey => HasOperatorKey || Keys.Count > 0;

    public bool HasOperatorKey => !string.IsNullOrEmpty(Key);

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
                $"Management:Key is not set, and Management:Address {Address} opens the operator's port to others. Set a key of at least {WebhookKeyVerifier.ShortestKey} characters, or use 127.0.0.1.",
                [nameof(Key)]
            );
        }

        if (HasOperatorKey && WebhookKeyVerifier.FaultOf(Key!) is { } fault)
        {
            yield return new ValidationResult($"Management:Key {fault}", [nameof(Key)]);
        }

        foreach (var wrong in Hosts.Where(host => !OwnHosts.IsHost(host)))
        {
            yield return new ValidationResult(
                $"Management:Hosts must name hosts like bot.example.com, without scheme and port, not '{wrong}'.",
                [nameof(Hosts)]
            );
        }

        foreach (var problem in ManagementKeyOptions.ProblemsOf(Keys, Key))
        {
            yield return new ValidationResult(problem, [nameof(Keys)]);
        }
    }
}

[OptionsValidator]
internal sealed partial class ManagementOptionsValidator : IValidateOptions<ManagementOptions>;
