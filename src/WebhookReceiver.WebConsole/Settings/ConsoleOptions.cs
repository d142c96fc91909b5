using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.WebConsole.Settings;

/// <summary>Settings <c>Console:*</c>. Read once at start.</summary>
internal sealed class ConsoleOptions : IValidatableObject
{
    private const int ShortestKey = 16;

    /// <summary>Management address of the receiver. Default http://127.0.0.1:8081.</summary>
    [Required]
    public string Receiver { get; set; } = "http://127.0.0.1:8081";

    /// <summary>The receiver's <c>Management:Key</c>. Default none, for a receiver without a key.</summary>
    public string? ReceiverKey { get; set; }

    /// <summary>
    /// File with that key, if <see cref="ReceiverKey"/> has none: the receiver's <c>Management:KeyFile</c>; relative to
    /// the program. Default none.
    /// </summary>
    public string? ReceiverKeyFile { get; set; }

    /// <summary>Port of the console; 0 takes a free port. Default 8082.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8082;

    /// <summary>Address to listen on. Default 127.0.0.1, this machine only; any other needs a key.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Persons with keys of their own; <c>user add</c> makes one. Default none.</summary>
    [MaxLength(64)]
    public IList<ConsoleUserOptions> Users { get; } = [];

    /// <summary>
    /// Host names of this console, such as <c>console.example.com</c>, besides this machine's own. Default none: with a
    /// key every name is allowed, without one only this machine's.
    /// </summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>Networks of proxies, such as <c>172.16.0.0/12</c>, that say which address calls and whether by HTTPS.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Whether persons must log in.</summary>
    public bool HasKeys => !string.IsNullOrEmpty(ReceiverKey) || Users.Count > 0;

    public IPAddress ToAddress() => Address == "localhost" ? IPAddress.Loopback : IPAddress.Parse(Address);

    public Uri ToReceiver() => new(Receiver.EndsWith('/') ? Receiver : Receiver + "/");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(Receiver, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            yield return new ValidationResult(
                $"Console:Receiver must be an address like http://127.0.0.1:8081, not '{Receiver}'.",
                [nameof(Receiver)]
            );
        }

        if (!string.IsNullOrEmpty(ReceiverKey) && ReceiverKey.Trim().Length < ShortestKey)
        {
            yield return new ValidationResult(
                $"Console:ReceiverKey is too easy to guess; at least {ShortestKey} characters.",
                [nameof(ReceiverKey)]
            );
        }

        foreach (var network in TrustedProxies.Where(network => !IPNetwork.TryParse(network, out _)))
        {
            yield return new ValidationResult(
                $"Console:TrustedProxies must be networks like 172.16.0.0/12, not '{network}'.",
                [nameof(TrustedProxies)]
            );
        }

        foreach (var problem in Users.SelectMany((user, index) => user.Problems(index)))
        {
            yield return new ValidationResult(problem, [nameof(Users)]);
        }

        foreach (var problem in AddressProblems())
        {
            yield return new ValidationResult(problem, [nameof(Address)]);
        }
    }

    private IEnumerable<string> AddressProblems()
    {
        if (Address != "localhost" && !IPAddress.TryParse(Address, out _))
        {
            yield return $"Console:Address must be an address like 127.0.0.1 or 0.0.0.0, not '{Address}'.";
        }
        else if (!IPAddress.IsLoopback(ToAddress()) && !HasKeys)
        {
            yield return $"Console:ReceiverKey is not set, and Console:Address {Address} opens the console to others. Set the receiver's Management:Key, or use 127.0.0.1.";
        }
    }
}

[OptionsValidator]
internal sealed partial class ConsoleOptionsValidator : IValidateOptions<ConsoleOptions>;
