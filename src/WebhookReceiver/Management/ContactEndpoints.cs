using System.Globalization;
using System.Text;
using WebhookReceiver.Receiving;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Management;

/// <summary>Endpoints for an operator's work on contacts.</summary>
internal static class ContactEndpoints
{
    public const string ResumePath = "/api/contacts/{number}/resume";

    public static void MapContacts(this IEndpointRouteBuilder group) => group.MapPost(ResumePath, ResumeAsync);

    /// <summary>Ends a handover: the rules answer again.</summary>
    private static async Task ResumeAsync(HttpContext context)
    {
        var number = (string)context.GetRouteValue("number")!;
        context.AuditContact(number);
        var commands = context.RequestServices.GetRequiredService<ContactCommands>();
        try
        {
            var resumed = await commands.ForgetOwnAsync(number, SystemVariables.Handover);
            await context.AnswerAsync(
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"resumed\":{resumed}}}"))
            );
        }
        catch (JournalUnavailableException)
        {
            await context.RefuseAsync(StatusCodes.Status503ServiceUnavailable, "journal");
        }
    }
}
