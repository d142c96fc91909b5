using WebhookReceiver.WebConsole.SignIn;

namespace WebhookReceiver.WebConsole.Settings;

/// <summary>A person of the settings <c>Console:Users:0</c>, with the hash of a key.</summary>
internal sealed class ConsoleUserOptions
{
    private const int HexadecimalHash = 64;

    public string? Name { get; set; }

    /// <summary>viewer, answerer, owner or operator.</summary>
    public string? Role { get; set; }

    /// <summary>SHA-256 of the key, hexadecimal.</summary>
    public string? Hash { get; set; }

    public IEnumerable<string> Problems(int index)
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return $"Console:Users:{index}:Name is not set. Make a person with: WebhookReceiver.WebConsole user add Ann --role owner";
        }

        if (Roles.Parse(Role) is null)
        {
            yield return $"Console:Users:{index}:Role must be one of {string.Join(", ", Roles.Words)}, not '{Role}'.";
        }

        if (Hash is not { Length: HexadecimalHash } || !Hash.All(char.IsAsciiHexDigit))
        {
            yield return $"Console:Users:{index}:Hash is not the hash of a key. Make one with: WebhookReceiver.WebConsole user add Ann --role owner";
        }
    }
}
