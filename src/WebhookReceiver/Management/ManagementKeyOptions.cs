using System.Globalization;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>Settings <c>Management:Keys:0:*</c>: another holder's key. The settings have only its hash.</summary>
internal sealed class ManagementKeyOptions
{
    private const int LongestName = 64;

    /// <summary>The holder's name, for the audit.</summary>
    public string? Name { get; set; }

    /// <summary>viewer, answerer, owner or operator.</summary>
    public string? Role { get; set; }

    /// <summary>SHA-256 of the key, 64 hexadecimal digits, as <c>key new</c> prints it.</summary>
    public string? Hash { get; set; }

    /// <summary>The problems of the keys, each a sentence with the setting's name.</summary>
    /// <param name="operatorKey">The key of <c>Management:Key</c>, which must not be among them.</param>
    public static IEnumerable<string> ProblemsOf(IList<ManagementKeyOptions> keys, string? operatorKey)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var hashes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (!string.IsNullOrEmpty(operatorKey))
        {
            hashes.Add(Convert.ToHexString(WebhookKeyVerifier.DigestOf(operatorKey)));
        }

        for (var index = 0; index < keys.Count; index++)
        {
            var setting = string.Create(CultureInfo.InvariantCulture, $"Management:Keys:{index}:");
            var key = keys[index];
            if (!IsName(key.Name))
            {
                yield return $"{setting}Name must name the holder of the key, in at most {LongestName} letters, digits, '-', '_', '.' and spaces.";
            }
            else if (!names.Add(key.Name!))
            {
                yield return $"{setting}Name '{key.Name}' is also the name of another key.";
            }

            if (ManagementRoles.Parse(key.Role) == ManagementRole.None)
            {
                yield return $"{setting}Role must be one of {string.Join(", ", ManagementRoles.Words)}, not '{key.Role}'.";
            }

            if (key.Hash is not { Length: 64 } hash || !hash.All(char.IsAsciiHexDigit))
            {
                yield return $"{setting}Hash must be the 64 hexadecimal digits that 'WebhookReceiver key new' prints; the key itself does not belong here.";
            }
            else if (WebhookKeyVerifier.IsHashOfNothing(hash))
            {
                yield return $"{setting}Hash is the SHA-256 of an empty text, so the key was not set when it was made; make a key with: WebhookReceiver key new";
            }
            else if (!hashes.Add(hash))
            {
                yield return $"{setting}Hash is also the hash of another key.";
            }
        }
    }

    private static bool IsName(string? name) =>
        !string.IsNullOrWhiteSpace(name)
        && name.Length <= LongestName
        && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ');
}
