using System.CommandLine;
using Microsoft.Extensions.Options;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Commands;

/// <summary><c>send</c>: puts a message, or one per row of a file, into the outbox. The server sends it.</summary>
internal static class SendCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var options = new SendOptions();
        var command = new Command("send", "Send a message by Push, or with --csv one to each row of a file");
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
                using var outbox = JournalCommand.PlaceOf(settings).OpenOutbox();
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

    public static SendingOptions OptionsOf(IReadOnlyList<string> settings) =>
        VerifiedOptions.Of(
            ServerBuilder.Create([.. settings]).Configuration.GetSection("Sending").Get<SendingOptions>() ?? new(),
            new SendingOptionsValidator()
        );

    private static OutgoingMessageFactory OrderingOf(SendingOptions sending)
    {
        var options = Options.Create(sending);
        return new OutgoingMessageFactory(options, new Channels(options), new PhoneNumberParser(options));
    }

    /// <summary>By the reference alone: a reference such as o12 is no row.</summary>
    private static OutboxEntry? Named(ICommandOutbox outbox, string reference) =>
        outbox.Find(reference) is { } entry && entry.Reference == reference ? entry : null;

    /// <summary>Says at once that no server sends: else the wait has no end, and nobody knows why.</summary>
    public static async Task TellIfNobodySendsAsync(ICommandOutbox outbox, TextWriter output)
    {
        if (outbox.NotInUse() is { } place)
        {
            await output.WriteLineAsync(
                $"No server uses {place}. The messages wait there until a server starts with these settings. Press Ctrl+C to stop waiting."
            );
        }
    }

    private static async Task<int> SendOneAsync(
        ICommandOutbox outbox,
        OutgoingMessageFactory outgoingMessageFactory,
        OutgoingMessage message,
        TimeSpan wait,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var time = TimeProvider.System;
        var (entry, problem) = await outgoingMessageFactory.MakeAsync(
            message,
            time.GetUtcNow(),
            sender => ValueTask.FromResult(outbox.HasWritten(sender))
        );
        if (entry is null)
        {
            await output.WriteLineAsync($"Not sent: {problem}.");
            return CommandLine.Failed;
        }

        var before = Named(outbox, entry.Reference);
        outbox.Add([entry]);
        if (Named(outbox, entry.Reference) is { } kept && !SameOrder.Is(kept, entry))
        {
            await output.WriteLineAsync(
                $"Not sent: {SameOrder.Conflict(entry.Reference)}. See it with: outbox show {entry.Reference}"
            );
            return CommandLine.Failed;
        }

        if (before is not null)
        {
            await output.WriteLineAsync($"{entry.Reference} was queued before; nothing new is sent.");
        }

        await TellIfNobodySendsAsync(outbox, output);
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
                $"The server with these settings will send it. Check with: outbox show {now.Reference}"
            );
        }

        return now.State is OutboxState.Refused or OutboxState.Dead or OutboxState.Failed
            ? CommandLine.Failed
            : CommandLine.Ok;
    }
}
