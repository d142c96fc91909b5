using System.IO.Hashing;
using System.Runtime.InteropServices;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// The checksum of a row over all that can reach a person: SQLite has none, so one flipped bit on the disk would be sent. Part of
/// the schema: a change needs a step.
/// </summary>
internal static class RowChecksum
{
    /// <summary>Of a message: its number, its key, and the reply, empty if there is none.</summary>
    public static long OfMessage(long id, ReadOnlySpan<byte> key, ReadOnlySpan<byte> reply) =>
        Hash(reply, Hash(key, id));

    /// <summary>Of a contact's state.</summary>
    public static long OfContact(ContactKey contact, long version, ReadOnlySpan<byte> state) =>
        Hash(state, Hash(contact, version));

    /// <summary>Of an entry of the outbox: reference, recipient and body, which never change.</summary>
    public static long OfEntry(OutboxEntry entry) => OfEntry(entry.Contact, entry.Reference, entry.Body.Span);

    public static long OfEntry(ContactKey contact, string reference, ReadOnlySpan<byte> body) =>
        Hash(body, Hash(reference, Hash(contact, seed: 0)));

    private static long Hash(ContactKey contact, long seed) =>
        Hash(contact.Sender, Hash(contact.Channel, Hash(contact.Project, seed)));

    private static long Hash(string text, long seed) => Hash(MemoryMarshal.AsBytes(text.AsSpan()), seed);

    private static long Hash(ReadOnlySpan<byte> bytes, long seed) => (long)XxHash3.HashToUInt64(bytes, seed);
}
