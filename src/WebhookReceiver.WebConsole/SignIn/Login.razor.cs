using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components;

namespace WebhookReceiver.WebConsole.SignIn;

/// <summary>The login: one field. It is no interactive page, so it can set the cookie.</summary>
public sealed partial class Login
{
    public const string Path = "/login";
    public const string ReturnName = "to";

    private string? _problem;

    [SupplyParameterFromForm]
    private string? Key { get; set; }

    [SupplyParameterFromQuery(Name = ReturnName)]
    private string? ReturnTo { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>The address of the login that leads back to where a person is.</summary>
    internal static string To(NavigationManager navigation) =>
        $"{Path}?{ReturnName}={Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri))}";

    private async Task EnterAsync()
    {
        var address = Context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (Keys.Find(Key ?? "") is not { } person)
        {
            Refuse(address);
            return;
        }

        Log.Entered(Logger, person.Name, address);
        await Context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            person.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme)
        );
        Navigation.NavigateTo(IsOwnPath(ReturnTo) ? ReturnTo! : "/");
    }

    private void Refuse(IPAddress address)
    {
        Log.Refused(Logger, address);
        var wait = Brake.Count(address);
        _problem = wait == 0 ? T["Login.Wrong"] : T["Login.TooMany", wait];
        Context.Response.StatusCode =
            wait == 0 ? StatusCodes.Status401Unauthorized : StatusCodes.Status429TooManyRequests;
        if (wait > 0)
        {
            Context.Response.Headers.RetryAfter = $"{wait}";
        }
    }

    /// <summary>A path of this console; an address of another site begins with two strokes.</summary>
    private static bool IsOwnPath(string? path) =>
        path is ['/', .. var rest] && !rest.StartsWith('/') && !rest.StartsWith('\\');

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "login: {Name} from {Address}")]
        public static partial void Entered(ILogger logger, string name, IPAddress address);

        [LoggerMessage(LogLevel.Warning, "login: a wrong key from {Address}")]
        public static partial void Refused(ILogger logger, IPAddress address);
    }
}
