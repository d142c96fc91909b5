using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Management.Desk;

/// <summary>A person to act on: the newest message, and all the contacts that the person is.</summary>
/// <param name="Last">The newest message.</param>
/// <param name="Contacts">The contacts of the newest messages: one for each channel and project.</param>
internal sealed record Person(IncomingMessage Last, IReadOnlyList<ContactKey> Contacts)
{
    private const int Newest = 100;

    /// <summary>The person of the path, noted for the audit; null if the request was refused.</summary>
    public static async Task<Person?> FindAsync(HttpContext context)
    {
        if (await context.ContactAsync() is not { } hash)
        {
            return null;
        }

        var stored = context.RequestServices.GetRequiredService<StoredConversations>();
        var rows = await stored.MessagesOfAsync(hash, long.MaxValue, Newest, context.RequestAborted);
        if (rows is [{ Message: { } last }, ..])
        {
            return new Person(last, [.. rows.Select(row => ContactKey.Of(row.Message!)).Distinct()]);
        }

        await context.RefuseUnknownAsync("This contact has no messages here.");
        return null;
    }
}
