using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using WebhookReceiver.WebConsole.Settings;

namespace WebhookReceiver.WebConsole.SignIn;

/// <summary>A person at the console.</summary>
internal sealed record Person(string Name, string Role);

/// <summary>The keys that open the console: the receiver's, and one for each person of the settings.</summary>
internal sealed class ConsoleKeys
{
    private readonly (byte[] Digest, Person Holder)[] _keys;

    public ConsoleKeys(IOptions<ConsoleOptions> options)
    {
        var settings = options.Value;
        var keys = settings
            .Users.Select(user => (Convert.FromHexString(user.Hash!), new Person(user.Name!, Roles.Parse(user.Role)!)))
            .ToList();
        if (!string.IsNullOrEmpty(settings.ReceiverKey))
        {
            keys.Add((DigestOf(settings.ReceiverKey.Trim()), new Person(Roles.Operator, Roles.Operator)));
        }

        _keys = [.. keys];
    }

    public static byte[] DigestOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The holder of a key; null for a wrong one. Takes the same time for each.</summary>
    public Person? Find(string key)
    {
        var digest = DigestOf(key.Trim());
        Person? found = null;
        foreach (var (expected, holder) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(digest, expected))
            {
                found = holder;
            }
        }

        return found;
    }
}
