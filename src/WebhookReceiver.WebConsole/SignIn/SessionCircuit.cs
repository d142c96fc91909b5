using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace WebhookReceiver.WebConsole.SignIn;

/// <summary>
/// Ties an open page to its session: each use keeps the session alive, and a page whose session is over goes to the
/// login before it does anything.
/// </summary>
internal sealed class SessionCircuit(
    Sessions sessions,
    AuthenticationStateProvider authentication,
    NavigationManager navigation
) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next
    ) =>
        async context =>
        {
            var person = (await authentication.GetAuthenticationStateAsync()).User;
            if (person.FindFirst(Sessions.IdClaim) is { } session && !sessions.Touch(session.Value))
            {
                navigation.NavigateTo(Login.To(navigation), forceLoad: true);
                return;
            }

            await next(context);
        };
}
