using System.CommandLine;
using WebhookReceiver.Receiving;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Commands;

/// <summary><c>url</c>: prints the complete URLs to paste into the platform.</summary>
internal static class UrlCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("url", "Print the webhook URLs to paste into the platform. They contain the key.");
        command.SetAction(parsed => Print([.. settings], parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Print(string[] settings, TextWriter output)
    {
        var builder = ServerBuilder.Create(settings);
        var receiving = VerifiedOptions.Of(
            builder.Configuration.GetSection("Receiving").Get<ReceivingOptions>() ?? new(),
            new ReceivingOptionsValidator()
        );
        var journal = VerifiedOptions.Of(
            builder.Configuration.GetSection("Journal").Get<JournalOptions>() ?? new(),
            new JournalOptionsValidator()
        );
        var key =
            receiving.Keys.FirstOrDefault(key => !string.IsNullOrWhiteSpace(key))
            ?? DataFolder.SecretsOf(Path.Combine(builder.Environment.ContentRootPath, journal.Folder)).WebhookKey;
        output.WriteLine($"messages  {WebhookUrl.Of(receiving, key)}");
        output.WriteLine($"events    {WebhookUrl.Of(receiving, key, WebhookUrl.EventsPath)}");
        return CommandLine.Ok;
    }
}
