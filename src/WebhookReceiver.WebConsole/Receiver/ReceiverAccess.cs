using System.Net;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using WebhookReceiver.Api;
using WebhookReceiver.WebConsole.Settings;
using WebhookReceiver.WebConsole.SignIn;
using WebhookReceiver.WebConsole.Texts;

namespace WebhookReceiver.WebConsole.Receiver;

/// <summary>The receiver, asked in the name of the person at the page.</summary>
internal sealed class ReceiverAccess(
    ReceiverClient client,
    AuthenticationStateProvider authentication,
    IStringLocalizer<Words> words,
    IOptions<ConsoleOptions> options
)
{
    /// <summary>A client that acts for the person.</summary>
    public async Task<ReceiverClient> ClientAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        var person = state.User.ToPerson() ?? throw new UnauthorizedAccessException("Nobody is logged in.");
        return client.For(person.Name, person.Role);
    }

    /// <summary>Whether a failure has words for a person; all others are defects of the console.</summary>
    public static bool IsTrouble(Exception failure) =>
        failure is ReceiverException or HttpRequestException or IOException or TaskCanceledException;

    /// <summary>What is wrong, and what to do.</summary>
    public string Words(Exception trouble) =>
        trouble is not ReceiverException refused
            ? words["Trouble.Unreachable", options.Value.Receiver]
            : refused.Status switch
            {
                HttpStatusCode.Unauthorized => words["Trouble.Key"],
                HttpStatusCode.Forbidden => words["Trouble.Role"],
                HttpStatusCode.NotFound => words["Trouble.NotFound"],
                HttpStatusCode.ServiceUnavailable => words["Trouble.Journal"],
                _ when refused.Message == refused.Error => words["Trouble.Other", refused.Error],
                _ => refused.Message,
            };
}
