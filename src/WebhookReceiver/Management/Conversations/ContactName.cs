using System.Buffers;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Management.Conversations;

/// <summary>The name of a contact in addresses: a keyed hash, which tells nothing of the number.</summary>
internal static class ContactName
{
    private const string Prefix = "c_";
    private const int HashLength = 16;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static string Of(string hash) => Prefix + hash;

    public static string Of(ContactHash contacts, string sender) => Of(contacts.Of(sender));

    /// <summary>The hash; null if the name is none.</summary>
    public static string? HashOf(string name) =>
        name.Length == Prefix.Length + HashLength
        && name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.AsSpan(Prefix.Length).ContainsAnyExcept(Digits) is false
            ? name[Prefix.Length..]
            : null;
}
