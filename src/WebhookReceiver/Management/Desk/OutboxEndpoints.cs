using System.Globalization;
using Microsoft.Extensions.Options;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Management.Tables;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Management.Desk;

/// <summary><c>/api/outbox</c>: messages to send, and an operator's decisions about them.</summary>
internal static class OutboxEndpoints
{
    public const string Path = "/api/outbox";

    public const string RetryPath = Path + "/{reference}/retry";

    public const string CancelPath = Path + "/{reference}/cancel";

    public const string SettlePath = Path + "/{reference}/settle";

    private const int UsualItems = 50;

    private static readonly string[] States = [.. Enum.GetValues<OutboxState>().Select(state => state.Word())];

    public static void MapOutbox(this IEndpointRouteBuilder group)
    {
        group.MapGet(Path, context => context.AskJournalAsync(() => ListAsync(context)));
        group.MapPost(
            RetryPath,
            context =>
                context.AskJournalAsync(() =>
                    DecideAsync(
                        context,
                        (entry, now) =>
                            OperatorDecisions.Retry(
                                entry,
                                now,
                                context.RequestServices.GetRequiredService<IOptions<SendingOptions>>().Value.MaxAge
                            ),
                        // On the wire just now: once more would be twice.
                        state => state is not OutboxState.Sending
                    )
                )
        );
        group.MapPost(SettlePath, context => context.AskJournalAsync(() => SettleAsync(context)));
        group.MapPost(
            CancelPath,
            context => context.AskJournalAsync(() => DecideAsync(context, OperatorDecisions.Cancel))
        );
    }

    private static async Task ListAsync(HttpContext context)
    {
        var query = new ApiQuery(context.Request.Query, "state", "contact", "after", "limit");
        var state = query.Word("state", States);
        var (before, limit) = (query.Cursor() ?? long.MaxValue, query.Limit(UsualItems));
        if (query.Problem is { } problem)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        var services = context.RequestServices;
        var stored = services.GetRequiredService<StoredConversations>();
        string? sender = null;
        if (query.Text("contact") is { } contact)
        {
            var newest = ContactName.HashOf(contact) is { } hash
                ? await stored.MessagesOfAsync(hash, long.MaxValue, 1, context.RequestAborted)
                : [];
            if (newest is not [{ Sender: { } known }])
            {
                await (
                    context.WantsCsv()
                        ? context.AnswerAsync(TableOf([]), "outbox")
                        : context.AnswerAsync(new Page<OutboxMessage>([]), ApiJson.Default.PageOutboxMessage)
                );
                return;
            }

            sender = known;
        }

        var isTable = context.WantsCsv();
        var most = isTable ? CsvAnswers.MostRows : limit;
        var found = await stored.OutboxAsync(
            new OutboxQuery(
                state is null ? null : Enum.GetValues<OutboxState>()[Array.IndexOf(States, state)],
                sender,
                before,
                most
            )
        );
        var contacts = services.GetRequiredService<ContactHash>();
        var role = context.RoleOfCaller();
        var page = new Page<OutboxMessage>(
            [.. found.Select(entry => Of(entry, contacts, role))],
            found.Count == most ? found[^1].Id.ToString(CultureInfo.InvariantCulture) : null
        );
        if (isTable)
        {
            context.AuditExport("outbox.export");
        }

        await (
            isTable
                ? context.AnswerAsync(TableOf(page.Items), "outbox", page.Next)
                : context.AnswerAsync(page, ApiJson.Default.PageOutboxMessage)
        );
    }

    private static CsvTable TableOf(IReadOnlyList<OutboxMessage> messages)
    {
        var table = new CsvTable(
            "reference",
            "contact",
            "shown",
            "channel",
            "state",
            "detail",
            "text",
            "created",
            "due",
            "changed",
            "expires",
            "attempts",
            "message"
        );
        foreach (var one in messages)
        {
            table.Add(
                one.Reference,
                one.Contact,
                one.Shown,
                one.Channel,
                one.State,
                one.Detail,
                one.Text,
                one.Created,
                one.Due,
                one.Changed,
                one.Expires,
                one.Attempts,
                one.Message
            );
        }

        return table;
    }

    private static OutboxMessage Of(OutboxEntry entry, ContactHash contacts, ManagementRole role)
    {
        OutboxBody.TryRead(entry, out var message);
        return new OutboxMessage
        {
            Reference = entry.Reference,
            Contact = ContactName.Of(contacts, entry.Contact.Sender),
            Shown = Masking.Shown(entry.Contact.Sender),
            Channel = entry.Contact.Channel,
            State = entry.State.Word(),
            Detail = entry.Detail,
            Text = Masking.Text(message?.Text ?? "", entry.Contact.Sender, role),
            Created = entry.CreatedAt,
            Due = entry.DueAt,
            Changed = entry.ChangedAt,
            Expires = entry.ExpiresAt,
            Attempts = entry.Attempts,
            Message = entry.Message?.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Only an unknown outcome can be settled: of all others something is known.</summary>
    private static async Task SettleAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.Settlement) is { } settlement)
        {
            await DecideAsync(
                context,
                (entry, now) => OperatorDecisions.Settle(entry, settlement.Sent, now),
                state => state is OutboxState.Unknown
            );
        }
    }

    private static async Task DecideAsync(
        HttpContext context,
        Func<OutboxEntry, DateTimeOffset, OutboxChange> decide,
        Func<OutboxState, bool>? allows = null
    )
    {
        var outbox = context.RequestServices.GetRequiredService<IJournal>().Outbox;
        var reference = (string)context.Request.RouteValues["reference"]!;
        if (await outbox.FindAsync(reference) is not { } entry)
        {
            await context.RefuseUnknownAsync("There is no such message; GET /api/outbox lists them.");
            return;
        }

        context.AuditContact(entry.Contact.Sender);
        var change = decide(entry, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        if (!entry.State.MayBecome(change.State) || allows?.Invoke(entry.State) is false)
        {
            await context.RefuseAsync(
                StatusCodes.Status409Conflict,
                "state",
                $"The message is {entry.State.Word()}, so this is not possible."
            );
            return;
        }

        await outbox.ChangeAllAsync([change]);
        var after = await outbox.FindAsync(reference) ?? entry;
        await context.AnswerAsync(
            new OutboxMessageState(reference, after.State.Word()),
            ApiJson.Default.OutboxMessageState
        );
    }
}
