using System.Globalization;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Tables;
using WebhookReceiver.Receiving;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite.Archive;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Management.Conversations;

/// <summary><c>/api/conversations</c>: who wrote, and what was said.</summary>
internal static class ConversationEndpoints
{
    public const string Path = "/api/conversations";

    public const string OnePath = Path + "/{contact}";

    public const string NumberPath = "/api/contacts/{contact}/number";

    private const int UsualItems = 50;

    public static void MapConversations(this IEndpointRouteBuilder group)
    {
        group.MapGet(Path, context => context.AskJournalAsync(() => ListAsync(context)));
        group.MapGet(OnePath, context => context.AskJournalAsync(() => ShowAsync(context)));
        group.MapGet(NumberPath, context => context.AskJournalAsync(() => NumberAsync(context)));
    }

    /// <summary>Answers 503 while the journal cannot be read.</summary>
    public static async Task AskJournalAsync(this HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (JournalUnavailableException)
        {
            await context.RefuseForNowAsync();
        }
    }

    /// <summary>The hash of the contact in the path, noted for the audit; null if the request was refused.</summary>
    public static async Task<string?> ContactAsync(this HttpContext context)
    {
        if (ContactName.HashOf((string)context.Request.RouteValues["contact"]!) is not { } hash)
        {
            await context.RefuseUnknownAsync("There is no such contact; GET /api/conversations names them.");
            return null;
        }

        context.Features.Set(new AuditedObject(hash));
        return hash;
    }

    private static async Task ListAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var stored = services.GetRequiredService<StoredConversations>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var fallbacks = Outcomes.FallbacksOf(services.GetRequiredService<RuleReloader>().Current);
        var query = new ApiQuery(
            context.Request.Query,
            "q",
            "rule",
            "understood",
            "channel",
            "project",
            "language",
            "waiting",
            "since",
            "until",
            "after",
            "limit"
        );
        var waiting = await stored.ContactsWithAsync(SystemVariables.Handover, now);
        var filter = FilterOf(query, stored, fallbacks, query.Flag("waiting"), waiting);
        var limit = query.Limit(UsualItems);
        var before = query.Cursor() ?? long.MaxValue;
        if (query.Problem is { } problem)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        Task<Page<Conversation>> ReadAsync(long before, int most) =>
            PageAsync(context, stored, filter, before, most, fallbacks, waiting);
        if (context.WantsCsv())
        {
            var (table, next) = await ConversationTables.AllAsync(ReadAsync, before);
            context.AuditExport("conversations.export");
            await context.AnswerAsync(table, "conversations", next);
            return;
        }

        await context.AnswerAsync(await ReadAsync(before, limit), ApiJson.Default.PageConversation);
    }

    private static async Task<Page<Conversation>> PageAsync(
        HttpContext context,
        StoredConversations stored,
        LineFilter? filter,
        long before,
        int limit,
        IReadOnlySet<string> fallbacks,
        IReadOnlySet<string> waiting
    )
    {
        if (filter is null)
        {
            return new Page<Conversation>([]);
        }

        var found = await stored.FindAsync(filter, before, limit, context.RequestAborted);
        var items = new List<Conversation>(found.Count);
        foreach (var (person, row) in found)
        {
            items.Add(await ItemAsync(context, stored, person, row, fallbacks, waiting));
        }

        var next = found.Count == limit ? found[^1].Person.Last.ToString(CultureInfo.InvariantCulture) : null;
        return new Page<Conversation>(items, next);
    }

    /// <summary>Null if nothing can fit.</summary>
    private static LineFilter? FilterOf(
        ApiQuery query,
        StoredConversations stored,
        IReadOnlySet<string> fallbacks,
        bool? isWaiting,
        IReadOnlySet<string> waiting
    )
    {
        var text = query.Text("q");
        var words = text is null ? null : stored.WordsOf(text);
        var understood = query.Flag("understood");
        var filter = new LineFilter
        {
            Words = words,
            Rule = query.Text("rule"),
            Understood = understood,
            Fallbacks = understood is null ? [] : [.. fallbacks],
            Channel = query.Text("channel"),
            Project = query.Text("project"),
            Language = query.Text("language"),
            Since = query.Instant("since"),
            Until = query.Instant("until"),
            Contacts = isWaiting is true ? [.. waiting] : null,
            OtherContacts = isWaiting is false ? [.. waiting] : null,
        };
        return text is not null && words is null ? null : filter;
    }

    private static async Task<Conversation> ItemAsync(
        HttpContext context,
        StoredConversations stored,
        FoundPerson person,
        StoredRow row,
        IReadOnlySet<string> fallbacks,
        IReadOnlySet<string> waiting
    )
    {
        var role = context.RoleOfCaller();
        var message = row.Message!;
        var state = await stored.StateOfAsync(ContactKey.Of(message));
        return new Conversation
        {
            Contact = ContactName.Of(person.Contact),
            Shown = Masking.Shown(message.Sender),
            Name = Masking.Name(message.Name, role),
            Channel = message.Channel,
            Project = message.Project,
            Last = LineOf(row, message, role, fallbacks),
            Count = person.Count,
            Waiting = waiting.Contains(person.Contact),
            Stopped = state.IsStopped,
        };
    }

    private static ConversationMessage LineOf(
        StoredRow row,
        IncomingMessage message,
        ManagementRole role,
        IReadOnlySet<string> fallbacks
    )
    {
        var outcome = Outcomes.Of(row, fallbacks);
        return new ConversationMessage
        {
            Id = row.Id.ToString(CultureInfo.InvariantCulture),
            At = row.ReceivedAt,
            Text = Masking.Text(message.Text, message.Sender, role),
            Rule = row.RuleName,
            Outcome = outcome,
            Understood = Outcomes.IsUnderstood(outcome),
        };
    }

    private static async Task ShowAsync(HttpContext context)
    {
        var query = new ApiQuery(context.Request.Query, "after", "limit");
        var (before, limit) = (query.Cursor() ?? long.MaxValue, query.Limit(UsualItems));
        if (query.Problem is { } problem)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        if (await context.ContactAsync() is not { } contact)
        {
            return;
        }

        var view = context.RequestServices.GetRequiredService<ConversationView>();
        var isTable = context.WantsCsv();
        var most = isTable ? CsvAnswers.MostRows : limit;
        if (await view.ReadAsync(contact, before, most, context.RoleOfCaller(), context.RequestAborted) is { } lines)
        {
            if (isTable)
            {
                context.AuditExport("conversation.export");
            }

            await (
                isTable
                    ? context.AnswerAsync(ConversationTables.Of(lines), "conversation", lines.Next)
                    : context.AnswerAsync(lines, ApiJson.Default.ConversationLines)
            );
            return;
        }

        await context.RefuseUnknownAsync("This contact has no messages here.");
    }

    private static async Task NumberAsync(HttpContext context)
    {
        if (await context.ContactAsync() is not { } contact)
        {
            return;
        }

        var stored = context.RequestServices.GetRequiredService<StoredConversations>();
        var newest = await stored.MessagesOfAsync(contact, long.MaxValue, 1, context.RequestAborted);
        await (
            newest is [{ Message: { } message }]
                ? context.AnswerAsync(new ContactNumber(message.Sender), ApiJson.Default.ContactNumber)
                : context.RefuseUnknownAsync("This contact has no messages here.")
        );
    }

    /// <summary>The person for whom the caller acts; null if nobody is named.</summary>
    public static string? PersonOfCaller(this HttpContext context)
    {
        var caller = context.Features.Get<ManagementCaller>()!;
        return caller.Acting ?? (caller.Name == ManagementKeys.Local ? null : caller.Name);
    }

    public static ManagementRole RoleOfCaller(this HttpContext context) =>
        context.Features.Get<ManagementCaller>()!.Role;
}
