using System.Globalization;
using System.Text;
using WebhookReceiver.Api;
using WebhookReceiver.Processing;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Explaining;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Management.Conversations;

/// <summary><c>/api/journal/{id}</c>: one stored message, and why it got its answer.</summary>
internal static class JournalEndpoints
{
    public const string Path = "/api/journal/{id}";

    public const string ExplainPath = Path + "/explain";

    public static void MapJournal(this IEndpointRouteBuilder group)
    {
        group.MapGet(Path, context => context.AskJournalAsync(() => ShowAsync(context)));
        group.MapGet(ExplainPath, context => context.AskJournalAsync(() => ExplainAsync(context)));
    }

    private static async Task ShowAsync(HttpContext context)
    {
        if (await RowAsync(context) is not { Message: { } message } row)
        {
            return;
        }

        var role = context.RoleOfCaller();
        var contacts = context.RequestServices.GetRequiredService<ContactHash>();
        await context.AnswerAsync(
            new JournalMessage
            {
                Id = row.Id.ToString(CultureInfo.InvariantCulture),
                Contact = ContactName.Of(contacts, message.Sender),
                Shown = Masking.Shown(message.Sender),
                At = row.ReceivedAt,
                Text = Masking.Text(message.Text, message.Sender, role),
                Content = message.Kind.ToString().ToLowerInvariant(),
                Channel = message.Channel,
                Project = message.Project,
                Rule = row.RuleName,
                Version = row.RulesVersion,
                Micros = (long?)row.Duration?.TotalMicroseconds,
                Reply = row.Reply is null
                    ? null
                    : Masking.Text(Encoding.UTF8.GetString(row.Reply), message.Sender, role),
                Raw = role >= ManagementRole.Owner ? Encoding.UTF8.GetString(row.Raw) : null,
            },
            ApiJson.Default.JournalMessage
        );
    }

    private static async Task ExplainAsync(HttpContext context)
    {
        var query = new ApiQuery(context.Request.Query, "with");
        var with = query.Text("with") ?? "then";
        if (query.Problem is { } problem)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        if (await RowAsync(context) is not { } row)
        {
            return;
        }

        if (JournalledMessages.PastOf(row) is not { } past)
        {
            await context.RefuseUnknownAsync("This message has no answer that could be explained.");
            return;
        }

        var (ruleSet, refusal) = await context
            .RequestServices.GetRequiredService<ChosenRules>()
            .FindAsync(with, row.RulesVersion ?? "", context.RequestAborted);
        if (ruleSet is null)
        {
            await context.RefuseAsync(refusal!.Status, refusal.Error, refusal.Message);
            return;
        }

        var explanation = await ExplainAsync(context, past, ruleSet, isOfThen: with == ChosenRules.Then);
        await context.AnswerAsync(
            ExplainedAnswers.Of(explanation, ruleSet, past.Message.Sender, context.RoleOfCaller()),
            ApiJson.Default.ExplainedAnswer
        );
    }

    /// <summary>As of then: contact, clock and look-ups of the message. Otherwise the contact and the clock of now.</summary>
    private static async Task<Explanation> ExplainAsync(
        HttpContext context,
        PastMessage past,
        RuleSet ruleSet,
        bool isOfThen
    )
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        if (isOfThen)
        {
            return await Explanation.OfAsync(
                ruleSet,
                past.Message,
                Replaying.ContextOf(past),
                time,
                context.RequestAborted
            );
        }

        var now = time.GetUtcNow();
        var state = await context
            .RequestServices.GetRequiredService<StoredConversations>()
            .StateOfAsync(ContactKey.Of(past.Message));
        var view = state.ViewAt(now);
        return await Explanation.OfAsync(
            ruleSet,
            past.Message with
            {
                ReceivedAt = now,
                Contact = view.Known,
            },
            Replaying.ContextOf(past with { Own = view.Own }),
            time,
            context.RequestAborted
        );
    }

    /// <summary>Null if the request was refused.</summary>
    private static async Task<StoredRow?> RowAsync(HttpContext context)
    {
        var stored = context.RequestServices.GetRequiredService<StoredConversations>();
        if (
            long.TryParse(
                (string)context.Request.RouteValues["id"]!,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var id
            ) && await stored.MessageAsync(id) is { } row
        )
        {
            return row;
        }

        await context.RefuseUnknownAsync("There is no such message, or it was forgotten or is too old.");
        return null;
    }
}
