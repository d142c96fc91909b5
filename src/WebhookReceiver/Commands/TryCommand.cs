using System.CommandLine;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Commands;

/// <summary>
/// <c>try "text"</c>: the contact's answer, its rule, and the JSON on the wire; without a text a conversation, line by
/// line.
/// </summary>
internal static class TryCommand
{
    public static Command Create(IReadOnlyList<string> settings) => Create(settings, Console.In);

    /// <summary>The same with lines from elsewhere than the terminal.</summary>
    public static Command Create(IReadOnlyList<string> settings, TextReader input)
    {
        var text = new Argument<string[]>("text")
        {
            Description =
                "What the customer writes; several texts are one conversation, and without a text each line of the input is one",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var channel = new Option<string?>("--channel")
        {
            Description = $"Channel, by name or id: {string.Join(", ", ChannelNames.All)} (default: official WhatsApp)",
        };
        var from = new Option<string?>("--from") { Description = "Number of the customer (default: an invented one)" };
        var at = OptionParsers.Instant(
            "--at",
            "When the first message arrives, such as 2026-12-24T10:00+01:00 (default: now)"
        );
        var folder = new Option<string?>("--rules")
        {
            Description = "The rules folder (default: the setting Rules:Folder)",
        };
        var command = new Command(
            "try",
            "Show what messages would be answered, without a server; nothing is sent or stored"
        )
        {
            text,
            channel,
            from,
            at,
            folder,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new Wanted(
                        parsed.GetValue(text) ?? [],
                        parsed.GetValue(channel),
                        parsed.GetValue(from),
                        parsed.GetValue(at)
                    ),
                    cancel =>
                        OfflineRules.LoadUsableAsync(
                            settings,
                            parsed.GetValue(folder),
                            parsed.InvocationConfiguration.Error,
                            cancel
                        ),
                    input,
                    parsed.InvocationConfiguration,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Wanted wanted,
        Func<CancellationToken, Task<OfflineRules?>> load,
        TextReader input,
        InvocationConfiguration console,
        CancellationToken cancellationToken
    )
    {
        var channel = wanted.Channel is null
            ? Conversation.Channel
            : ChannelNames.Find(wanted.Channel).FirstOrDefault();
        if (channel is null)
        {
            await console.Error.WriteLineAsync(
                $"There is no channel '{wanted.Channel}'. Write one of {string.Join(", ", ChannelNames.All)}, or an id."
            );
            return CommandLine.Misused;
        }

        await using var rules = await load(cancellationToken);
        if (rules is null)
        {
            return CommandLine.Misused;
        }

        var conversation = new TryConversation(
            rules,
            channel,
            wanted.From,
            wanted.At ?? TimeProvider.System.GetLocalNow()
        );
        if (wanted.Texts is [var only])
        {
            await console.Output.WriteLineAsync(await conversation.AnswerAsync(only, cancellationToken));
            return CommandLine.Ok;
        }

        using var given = new StringReader(string.Join('\n', wanted.Texts));
        await conversation.HoldAsync(
            wanted.Texts.Length > 0 ? given : input,
            console.Output,
            isTyped: wanted.Texts.Length == 0 && ReferenceEquals(input, Console.In) && !Console.IsInputRedirected,
            cancellationToken
        );
        return CommandLine.Ok;
    }

    private sealed record Wanted(string[] Texts, string? Channel, string? From, DateTimeOffset? At);
}
