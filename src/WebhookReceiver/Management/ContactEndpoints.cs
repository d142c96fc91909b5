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
        // // A page of another origin, open in the operator's browser, must not press buttons here.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
        {
            await context.RefuseAsync(StatusCodes.Status403Forbidden, "foreign-page");
            return;
        }

        var number = (string)context.GetRouteValue("number")!;
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
