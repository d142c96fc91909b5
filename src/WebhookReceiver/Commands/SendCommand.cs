using System.CommandLine;
using Microsoft.Extensions.Options;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Commands;

/// <summary><c>send</c>: puts a message, or one per row of a file, into the outbox. The server sends it.</summary>
internal static class SendCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var options = new SendOptions();
        var command = new Command("send", "Sends a message by Push, or with --csv one to each row of a file.");
        options.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                if (options.Misuse(parsed) is { } misuse)
                {
                    await output.WriteLineAsync(misuse);
                    return CommandLine.Misused;
                }

                var sending = OptionsOf(settings);
                var outgoingMessageFactory = OrderingOf(sending);
                using var outbox = OutboxFile.Open(JournalCommand.PlaceOf(settings).Database);
                if (parsed.GetValue(options.Csv) is { } file)
                {
                    var mailing = new Mailing(outbox, outgoingMessageFactory, output, TimeProvider.System);
                    return await mailing.SendAsync(file, options.MailingOf(parsed), cancellationToken);
                }

                return await SendOneAsync(
                    outbox,
                    outgoingMessageFactory,
                    options.MessageOf(parsed),
                    options.WaitOf(parsed),
                    output,
                    cancellationToken
                );
            }
        );
        return command;
    }

    public static SendingOptions OptionsOf(IReadOnlyList<string> settings)
    {
        var sending =
            ServerBuilder.Create([.. settings]).Configuration.GetSection("Sending").Get<SendingOptions>() ?? new();
        var wrong = new SendingOptionsValidator().Validate(null, sending);
        return wrong.Failed
            ? throw new OptionsValidationException("", typeof(SendingOptions), wrong.Failures)
            : sending;
    }

    private static OutgoingMessageFactory OrderingOf(SendingOptions sending)
    {
        var options = Options.Create(sending);
        return new OutgoingMessageFactory(options, new Channels(options), new PhoneNumberParser(options));
    }

    private static async Task<int> SendOneAsync(
        OutboxFile outbox,
        OutgoingMessageFactory outgoingMessageFactory,
        OutgoingMessage message,
        TimeSpan wait,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var time = TimeProvider.System;
        var (entry, problem) = outgoingMessageFactory.Make(message, time.GetUtcNow());
        if (entry is null)
        {
            await output.WriteLineAsync($"Not sent: {problem}.");
            return CommandLine.Failed;
        }

        outbox.Add([entry]);
        var since = time.GetTimestamp();
        var now = outbox.Find(entry.Reference)!;
        while (now.State.IsOpen() && time.GetElapsedTime(since) < wait)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
            now = outbox.Find(entry.Reference) ?? now;
        }

        await output.WriteLineAsync(
            $"{now.Reference}: {now.State.Word()}{(now.Detail is null ? "" : $", {now.Detail}")}"
        );
        if (now.State.IsOpen())
        {
            await output.WriteLineAsync(
                $"It will be sent by the server with these settings. Look again with: outbox show {now.Reference}"
            );
        }

        return now.State is OutboxState.Refused or OutboxState.Dead or OutboxState.Failed
            ? CommandLine.Failed
            : CommandLine.Ok;
    }
}
