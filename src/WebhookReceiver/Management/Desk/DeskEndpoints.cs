using System.Xml;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Management.Desk;

/// <summary>A person at the desk: takes a conversation over, gives it back, writes, and forgets.</summary>
internal static class DeskEndpoints
{
    public const string HandoverPath = "/api/contacts/{contact}/handover";

    public const string ForgetPath = "/api/contacts/{contact}/forget";

    public const string MemoryPath = "/api/contacts/{contact}/memory/{name}";

    public const string WritePath = ConversationEndpoints.OnePath + "/messages";

    private const int TypedDigits = 4;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static void MapDesk(this IEndpointRouteBuilder group)
    {
        group.MapPost(HandoverPath, context => context.AskJournalAsync(() => TakeOverAsync(context)));
        group.MapDelete(HandoverPath, context => context.AskJournalAsync(() => GiveBackAsync(context)));
        group.MapPost(ForgetPath, context => context.AskJournalAsync(() => ForgetAsync(context)));
        group.MapDelete(MemoryPath, context => context.AskJournalAsync(() => ForgetValueAsync(context)));
        group.MapPost(WritePath, context => context.AskJournalAsync(() => WriteAsync(context)));
    }

    private static async Task TakeOverAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.HandoverRequest) is not { } request)
        {
            return;
        }

        if (LengthOf(request.For) is not { } length)
        {
            await context.RefuseAsync(
                StatusCodes.Status400BadRequest,
                "body",
                "'for' is a length of time such as PT4H or P1D, at most 30 days."
            );
            return;
        }

        if (await Person.FindAsync(context) is { } person)
        {
            var until = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + length;
            var commands = context.RequestServices.GetRequiredService<ContactCommands>();
            await commands.SetOwnAsync(person.Contacts, SystemVariables.Handover, "yes", until);
            await context.AnswerAsync(new Handover(until), ApiJson.Default.Handover);
        }
    }

    private static async Task GiveBackAsync(HttpContext context)
    {
        if (await Person.FindAsync(context) is { } person)
        {
            var commands = context.RequestServices.GetRequiredService<ContactCommands>();
            await commands.ForgetOwnAsync(person.Contacts, SystemVariables.Handover);
            await context.AnswerAsync(new Handover(), ApiJson.Default.Handover);
        }
    }

    private static async Task WriteAsync(HttpContext context)
    {
        if (
            await context.ReadBodyAsync(ApiJson.Strict.WrittenMessage) is not { } written
            || await Person.FindAsync(context) is not { } person
        )
        {
            return;
        }

        var result = await context
            .RequestServices.GetRequiredService<DeskWriter>()
            .WriteAsync(person, written, context.PersonOfCaller() ?? ManagementKeys.Local, context.RequestAborted);
        await (
            result.Receipt is { } receipt
                ? context.AnswerAsync(receipt, ApiJson.Default.WrittenReceipt, StatusCodes.Status202Accepted)
                : context.RefuseAsync(result.Status, result.Error, result.Message)
        );
    }

    private static async Task ForgetValueAsync(HttpContext context)
    {
        if (await Person.FindAsync(context) is not { } person)
        {
            return;
        }

        var name = (string)context.Request.RouteValues["name"]!;
        var commands = context.RequestServices.GetRequiredService<ContactCommands>();
        await (
            await commands.ForgetKnownAsync(person.Contacts, name) > 0
                ? context.AnswerAsync(new ForgottenValue(name), ApiJson.Default.ForgottenValue)
                : context.RefuseUnknownAsync(
                    "Nothing is remembered under this name; GET /api/conversations/{contact} lists what is."
                )
        );
    }

    private static async Task ForgetAsync(HttpContext context)
    {
        if (
            await context.ReadBodyAsync(ApiJson.Strict.ForgetOrder) is not { } order
            || await Person.FindAsync(context) is not { } person
        )
        {
            return;
        }

        var number = person.Last.Sender;
        var digits = SenderMatch.DigitsOf(number);
        var end = (digits.Length >= TypedDigits ? digits : number)[^Math.Min(TypedDigits, number.Length)..];
        if (!string.Equals(order.Digits.Trim(), end, StringComparison.Ordinal))
        {
            await context.RefuseAsync(
                StatusCodes.Status422UnprocessableEntity,
                "digits",
                "These are not the last four digits of the number. Nothing was forgotten."
            );
            return;
        }

        var eraser = context.RequestServices.GetRequiredService<IEraser>();
        await context.AnswerAsync(new Forgotten(await eraser.ForgetAsync(number)), ApiJson.Default.Forgotten);
    }

    private static TimeSpan? LengthOf(string written)
    {
        try
        {
            var length = XmlConvert.ToTimeSpan(written);
            return length > TimeSpan.Zero && length <= Longest ? length : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }
}
