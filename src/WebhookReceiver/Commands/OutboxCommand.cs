using System.CommandLine;
using System.Globalization;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Commands;

/// <summary><c>outbox</c>: outgoing messages, and an operator's decisions about them.</summary>
internal static class OutboxCommand
{
    private const int DefaultLimit = 20;

    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("outbox", "List, retry and cancel outgoing messages");
        command.Add(List(settings));
        command.Add(Show(settings));
        command.Add(
            Decision(
                settings,
                "retry",
                "dead",
                "Send messages again that failed, were refused, dead or cancelled, or have an unknown outcome. In the last case the contact may get it twice.",
                OperatorDecisions.Retry
            )
        );
        command.Add(
            Decision(
                settings,
                "cancel",
                "pending",
                "Cancel messages that are not sent yet",
                (entry, now, _) => OperatorDecisions.Cancel(entry, now)
            )
        );
        return command;
    }

    private static Command List(IReadOnlyList<string> settings)
    {
        var state = new Option<OutboxState?>("--state")
        {
            HelpName = "state",
            Description =
                $"Only messages in this state: {string.Join(", ", Enum.GetValues<OutboxState>().Select(one => one.Word()))}",
        };
        var to = new Option<string?>("--to") { Description = "Only messages to this number or id" };
        var limit = new Option<int>("--limit")
        {
            Description = "Maximum number of entries",
            DefaultValueFactory = _ => DefaultLimit,
        };
        var command = new Command("list", "List outgoing messages, newest first") { state, to, limit };
        command.SetAction(parsed =>
        {
            using var outbox = JournalCommand.PlaceOf(settings).OpenOutbox();
            var query = new OutboxQuery(parsed.GetValue(state), parsed.GetValue(to), Most: parsed.GetValue(limit));
            var output = parsed.InvocationConfiguration.Output;
            foreach (var entry in outbox.List(query))
            {
                output.WriteLine(LineOf(entry));
            }

            TellWhatNeedsAPerson(outbox, output);

            return CommandLine.Ok;
        });
        return command;
    }

    /// <summary>Nobody looks for what he does not know of, and only a person can settle it.</summary>
    private static void TellWhatNeedsAPerson(ICommandOutbox outbox, TextWriter output)
    {
        var unknown = outbox.List(new OutboxQuery(OutboxState.Unknown, Most: int.MaxValue));
        if (unknown.Count > 0)
        {
            output.WriteLine(
                $"{unknown.Count} may or may not have gone out: see them with outbox list --state unknown --limit {unknown.Count}. "
                    + "A delivery report settles the ones that arrived. "
                    + $"Send one anew with outbox retry {unknown[^1].Reference}, all with outbox retry --state unknown: then somebody may get it twice."
            );
        }
    }

    private static Command Show(IReadOnlyList<string> settings)
    {
        var which = Which();
        var command = new Command("show", "Print one message with all its data, as JSON") { which };
        command.SetAction(parsed =>
        {
            using var outbox = JournalCommand.PlaceOf(settings).OpenOutbox();
            var entry = outbox.Find(parsed.GetRequiredValue(which));
            parsed.InvocationConfiguration.Output.WriteLine(
                entry is null
                    ? NotThere
                    : JournalReadingCommands.JsonOf(json => ArchiveJson.Write(json, entry), isIndented: true)
            );
            return entry is null ? CommandLine.Failed : CommandLine.Ok;
        });
        return command;
    }

    private static Command Decision(
        IReadOnlyList<string> settings,
        string name,
        string example,
        string description,
        Func<OutboxEntry, DateTimeOffset, TimeSpan, OutboxChange> decide
    )
    {
        var which = new Argument<string[]>("references")
        {
            Description = "References, or ids from 'outbox list' such as o12",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var state = new Option<OutboxState?>("--state")
        {
            Description = "All messages in this state",
            HelpName = "state",
        };
        var command = new Command(name, description) { which, state };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(which) is not { Tokens.Count: > 0 } && parsed.GetResult(state) is null)
            {
                parsed.AddError($"Name the messages, such as o12, or a state: outbox {name} --state {example}");
            }
        });
        command.SetAction(parsed =>
        {
            using var outbox = JournalCommand.PlaceOf(settings).OpenOutbox();
            var output = parsed.InvocationConfiguration.Output;
            var now = TimeProvider.System.GetUtcNow();
            var age = SendCommand.OptionsOf(settings).MaxAge;
            var code = CommandLine.Ok;
            string[] all = parsed.GetValue(state) is { } only
                ? [.. outbox.List(new OutboxQuery(only, Most: int.MaxValue)).Select(entry => entry.Reference)]
                : [];
            if (all.Length == 0 && parsed.GetValue(state) is { } none)
            {
                output.WriteLine($"No message is {none.Word()}.");
            }

            foreach (var asked in (parsed.GetValue(which) ?? []).Concat(all))
            {
                if (outbox.Find(asked) is not { } entry)
                {
                    output.WriteLine($"{asked}: {NotThere}");
                    code = CommandLine.Failed;
                    continue;
                }

                var change = decide(entry, now, age);
                if (outbox.Change(change)?.State == change.State && entry.State.MayBecome(change.State))
                {
                    output.WriteLine($"{entry.Reference}: {entry.State.Word()} before, {change.State.Word()} now");
                    continue;
                }

                output.WriteLine($"{entry.Reference}: it is {entry.State.Word()}, so this is not possible");
                code = CommandLine.Failed;
            }

            return code;
        });
        return command;
    }

    private const string NotThere = "There is no such message.";

    private static Argument<string> Which() =>
        new("reference") { Description = "A reference, or an id from 'outbox list' such as o12" };

    private static string LineOf(OutboxEntry entry) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{$"o{entry.Id}", 8}  {entry.ChangedAt:yyyy-MM-dd HH:mm:ss}Z  {entry.Reference, -22}  {entry.Contact.Channel, -4} {entry.Contact.Sender, -15}  {entry.State.Word(), -10}  {entry.Detail}"
        );
}
