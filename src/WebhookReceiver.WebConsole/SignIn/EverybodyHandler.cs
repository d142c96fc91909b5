using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.WebConsole.SignIn;

/// <summary>Without keys the console listens on this machine only, and everybody at it is the operator.</summary>
internal sealed class EverybodyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "everybody";

    private static readonly Person Everybody = new("local", Roles.Operator);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(
            AuthenticateResult.Success(new AuthenticationTicket(Everybody.ToPrincipal(SchemeName), SchemeName))
        );
}

internal static class PersonClaims
{
    public static ClaimsPrincipal ToPrincipal(this Person person, string scheme) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, person.Name), new(ClaimTypes.Role, person.Role)], scheme));

    /// <summary>The person of a principal; null if nobody is logged in.</summary>
    public static Person? ToPerson(this ClaimsPrincipal principal) =>
        principal.FindFirst(ClaimTypes.Name) is { } name && principal.FindFirst(ClaimTypes.Role) is { } role
            ? new Person(name.Value, role.Value)
            : null;
}
