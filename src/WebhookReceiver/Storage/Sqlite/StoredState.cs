using System.Text.Json;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Reads the state of a contact from its row.</summary>
internal static class StoredState
{
    /// <summary>The state; a damaged one is empty and says so.</summary>
    public static ContactState Read(ContactKey contact, long version, ReadOnlySpan<byte> state, long? checksum)
    {
        if (checksum is { } right && right != RowChecksum.OfContact(contact, version, state))
        {
            return ContactState.Damaged;
        }

        try
        {
            return ContactState.Read(version, state.ToArray());
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Rows of earlier builds have no checksum.
            return ContactState.Damaged;
        }
    }
}
