using System.Globalization;
using Microsoft.Extensions.Options;
using WebhookReceiver.Api;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Management.Conversations;

/// <summary>Puts one conversation together: what came, what was answered, what was sent later.</summary>
internal sealed class ConversationView(
    StoredConversations stored,
    IJournal journal,
    RuleReloader rules,
    Channels channels,
    IOptions<SendingOptions> sending,
    TimeProvider time
)
{
    private const int MostSent = 500;

    /// <param name="contact">The contact's hash.</param>
    /// <param name="before">Only messages before this one.</param>
    /// <param name="most">Maximum number of messages.</param>
    /// <param name="role">The reader's role.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null if the contact has no messages here.</returns>
    public async Task<ConversationLines?> ReadAsync(
        string contact,
        long before,
        int most,
        ManagementRole role,
        CancellationToken cancellationToken
    )
    {
        var rows = await stored.MessagesOfAsync(contact, before, most + 1, cancellationToken);
        var newest =
            before == long.MaxValue ? rows : await stored.MessagesOfAsync(contact, long.MaxValue, 1, cancellationToken);
        if (newest is not [{ Message: { } last }, ..])
        {
            return null;
        }

        var hasMore = rows.Count > most;
        IReadOnlyList<StoredRow> shown = hasMore ? [.. rows.Take(most)] : rows;
        var since = hasMore ? shown[^1].ReceivedAt : DateTimeOffset.MinValue;
        var until =
            before == long.MaxValue
                ? DateTimeOffset.MaxValue
                : (await stored.MessageAsync(before))?.ReceivedAt ?? DateTimeOffset.MaxValue;
        ContactKey[] keys =
        [
            .. shown.Select(row => ContactKey.Of(row.Message!)).Append(ContactKey.Of(last)).Distinct(),
        ];
        return new ConversationLines
        {
            Contact = ContactName.Of(contact),
            Shown = Masking.Shown(last.Sender),
            Name = Masking.Name(last.Name, role),
            Lines = await LinesAsync(shown, keys, since, until, role),
            Next = hasMore ? Number(shown[^1].Id) : null,
            State = await StateAsync(keys, ContactKey.Of(last)),
        };
    }

    private async Task<IReadOnlyList<ConversationLine>> LinesAsync(
        IReadOnlyList<StoredRow> rows,
        ContactKey[] keys,
        DateTimeOffset since,
        DateTimeOffset until,
        ManagementRole role
    )
    {
        var fallbacks = Outcomes.FallbacksOf(rules.Current);
        var lines = new List<ConversationLine>();
        foreach (var row in rows.Reverse())
        {
            lines.Add(In(row, role, fallbacks));
            if (ReplyText.Of(row.Reply) is { Length: > 0 } said)
            {
                lines.Add(Reply(row, said, role));
            }
        }

        foreach (var key in keys)
        {
            var sent = await stored.SentToAsync(key, since, MostSent);
            lines.AddRange(sent.Where(entry => entry.CreatedAt < until).Select(entry => Out(entry, role)));
        }

        return [.. lines.DistinctBy(line => line.Id, StringComparer.Ordinal).OrderBy(line => line.At)];
    }

    private static ConversationLine In(StoredRow row, ManagementRole role, IReadOnlySet<string> fallbacks)
    {
        var message = row.Message!;
        return new ConversationLine
        {
            Id = Number(row.Id),
            Kind = "in",
            At = row.ReceivedAt,
            Text = Masking.Text(message.Text, message.Sender, role),
            Channel = message.Channel,
            Content = message.Kind.ToString().ToLowerInvariant(),
            Media = message.MediaUrl,
            Outcome = Outcomes.Of(row, fallbacks),
        };
    }

    private static ConversationLine Reply(StoredRow row, string said, ManagementRole role) =>
        new()
        {
            Id = Number(row.Id) + "r",
            Kind = "reply",
            At = row.ReceivedAt,
            Text = Masking.Text(said, row.Sender!, role),
            Channel = row.Message!.Channel,
            Content = "text",
            Rule = row.RuleName,
            Version = row.RulesVersion,
            Micros = (long?)row.Duration?.TotalMicroseconds,
        };

    private static ConversationLine Out(OutboxEntry entry, ManagementRole role)
    {
        OutboxBody.TryRead(entry, out var message);
        return new ConversationLine
        {
            Id = "o" + Number(entry.Id),
            Kind = "out",
            At = entry.DueAt,
            Text = Masking.Text(message?.Text ?? "", entry.Contact.Sender, role),
            Channel = entry.Contact.Channel,
            Content =
                message?.Template is not null && message.Text.Length == 0 ? "template"
                : message?.Media is not null ? "media"
                : "text",
            Media = message?.Media,
            Rule = string.IsNullOrEmpty(message?.Rule) ? null : message.Rule,
            Reference = entry.Reference,
            State = entry.State.Word(),
            Detail = entry.Detail,
            Changed = entry.ChangedAt,
            By = Author.Of(entry),
        };
    }

    private async Task<ContactNow> StateAsync(ContactKey[] keys, ContactKey last)
    {
        var now = time.GetUtcNow();
        var own = new Dictionary<string, ContactVariable>(StringComparer.Ordinal);
        var remembered = new List<Remembered>();
        foreach (var key in keys)
        {
            foreach (var (name, held) in (await stored.StateOfAsync(key)).HeldAt(now))
            {
                if (name.StartsWith(ContactState.OwnPrefix))
                {
                    own[name[1..]] = held;
                }
                else
                {
                    remembered.Add(new Remembered(name, held.Value, held.ExpiresAt));
                }
            }
        }

        var hasWindow = channels.HasSessions(last.Channel);
        var end = hasWindow ? await journal.LastHeardAsync(last) + sending.Value.SessionLasts : null;
        return new ContactNow
        {
            Handover = own.ContainsKey(SystemVariables.Handover),
            HandoverUntil = own.GetValueOrDefault(SystemVariables.Handover)?.ExpiresAt,
            Stopped = own.ContainsKey(SystemVariables.Stopped),
            HasWindow = hasWindow,
            WindowUntil = end > now ? end : null,
            Language = own.GetValueOrDefault(SystemVariables.Language)?.Value,
            Remembered = remembered,
        };
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
