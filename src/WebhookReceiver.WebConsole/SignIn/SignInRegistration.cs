using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using WebhookReceiver.WebConsole.Settings;

namespace WebhookReceiver.WebConsole.SignIn;

internal static class SignInRegistration
{
    /// <summary>The scheme that asks the one that fits the settings: keys, or none.</summary>
    private const string Chosen = "chosen";

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<ConsoleKeys>();
        services.AddSingleton<WrongKeyBrake>();
        services.AddSingleton<Sessions>();
        services.AddScoped<CircuitHandler, SessionCircuit>();
        services.AddDataProtection();
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new KeysInMemory());
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "wr-form");
        services
            .AddAuthentication(Chosen)
            .AddPolicyScheme(Chosen, null, policy => policy.ForwardDefaultSelector = SchemeOf)
            .AddCookie(cookie => cookie.LoginPath = Login.Path)
            .AddScheme<AuthenticationSchemeOptions, EverybodyHandler>(EverybodyHandler.SchemeName, null);
        services
            .AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<Sessions>(Describe);
        var policies = services.AddAuthorizationBuilder();
        foreach (var least in Roles.Words)
        {
            policies.AddPolicy(
                least,
                policy => policy.RequireAssertion(asked => Roles.Includes(asked.User.ToPerson()?.Role, least))
            );
        }

        services.AddCascadingAuthenticationState();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ConsoleOptions>>(Trust);
        return services;
    }

    public static void UseSignIn(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<OwnHostMiddleware>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapSignIn(this WebApplication app) => app.MapPost("/logout", LogOutAsync);

    private static async Task<IResult> LogOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Results.Redirect(Login.Path);
    }

    private static string SchemeOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<ConsoleOptions>>().Value.HasKeys
            ? CookieAuthenticationDefaults.AuthenticationScheme
            : EverybodyHandler.SchemeName;

    private static void Describe(CookieAuthenticationOptions options, Sessions sessions)
    {
        options.SessionStore = sessions;
        options.CookieManager = new SchemeCookie();
        options.Cookie.Name = SchemeCookie.Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.Path = "/";
        options.AccessDeniedPath = "/denied";
        options.SlidingExpiration = false;
        options.ReturnUrlParameter = Login.ReturnName;
    }

    private static void Trust(ForwardedHeadersOptions options, IOptions<ConsoleOptions> settings)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in settings.Value.TrustedProxies)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        if (options.KnownIPNetworks.Count == 0)
        {
            options.ForwardedHeaders = ForwardedHeaders.None;
        }
    }
}
