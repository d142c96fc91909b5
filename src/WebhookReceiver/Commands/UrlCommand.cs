using System.CommandLine;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Commands;

/// <summary><c>url</c>: prints the complete URLs to paste into the platform.</summary>
internal static class UrlCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("url", "Print the webhook URLs to paste into the platform. They contain the key.");
        command.SetAction((parsed, _) => PrintAsync([.. settings], parsed.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> PrintAsync(string[] settings, TextWriter output)
    {
        var builder = ServerBuilder.Create(settings);
        var receiving = VerifiedOptions.Of(
            builder.Configuration.GetSection("Receiving").Get<ReceivingOptions>() ?? new(),
            new ReceivingOptionsValidator()
        );
        var key =
            receiving.Keys.FirstOrDefault(key => !string.IsNullOrWhiteSpace(key))
            ?? await JournalCommand.PlaceOf(settings).WebhookKeyAsync();
        await output.WriteLineAsync($"messages  {WebhookUrl.Of(receiving, key)}");
        await output.WriteLineAsync($"events    {WebhookUrl.Of(receiving, key, WebhookUrl.EventsPath)}");
        return CommandLine.Ok;
    }
}
