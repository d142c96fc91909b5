using WebhookReceiver.WebConsole.Receiver;
using WebhookReceiver.WebConsole.Settings;
using WebhookReceiver.WebConsole.Shell;
using WebhookReceiver.WebConsole.SignIn;

namespace WebhookReceiver.WebConsole;

/// <summary>The console: a program of its own, which knows the receiver only through its management API.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => CommandLine.RunAsync(args, ServeAsync);

    private static async Task ServeAsync(string[] settings)
    {
        var builder = ConsoleBuilder.Create(settings);
        builder.Services.AddSignIn();
        builder.Services.AddReceiver();
        builder.Services.AddShell();

        await using var app = builder.Build();
        app.UseShell();
        app.UseSignIn();
        app.MapShell();
        app.MapSignIn();
        await app.RunAsync();
    }
}
