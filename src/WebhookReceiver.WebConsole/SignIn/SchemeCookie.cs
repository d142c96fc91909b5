using Microsoft.AspNetCore.Authentication.Cookies;

namespace WebhookReceiver.WebConsole.SignIn;

/// <summary>
/// The session's cookie has another name by HTTPS than without: a browser keeps an old Secure cookie against a new
/// one of the same name, and the login would go in circles.
/// </summary>
internal sealed class SchemeCookie : ICookieManager
{
    public const string Name = "wr-local";
    private const string SecureName = "__Host-wr";

    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) =>
        _cookies.GetRequestCookie(context, NameOf(context));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, NameOf(context), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, NameOf(context), options);

    private static string NameOf(HttpContext context) => context.Request.IsHttps ? SecureName : Name;
}
