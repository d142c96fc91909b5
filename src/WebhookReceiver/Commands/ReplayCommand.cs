using System.CommandLine;
using System.Globalization;
using WebhookReceiver.Processing;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Commands;

/// <summary><c>replay</c>: past answers that another rules folder would change, before contacts see them.</summary>
internal static class ReplayCommand
{
    private const string PluginsOff = "--Rules:Plugins:Enabled=false";

    public static Command Create(IReadOnlyList<string> settings)
    {
        var since = OptionParsers.Instant(
            "--since",
            "Only messages received at this time or later, such as 2026-03-01 (default: all)"
        );
        var folder = new Option<string?>("--rules")
        {
            Description = "The rules folder to try (default: the setting Rules:Folder)",
        };
        var command = new Command(
            "replay",
            "Run the messages of the journal through a rules folder and print the answers that would differ. Changes nothing."
        )
        {
            since,
            folder,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    settings,
                    parsed.GetValue(since) ?? DateTimeOffset.MinValue,
                    parsed.GetValue(folder),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> settings,
        DateTimeOffset since,
        string? folder,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellationToken
    )
    {
        await using var rules = await OfflineRules.LoadAsync(
            [.. settings, PluginsOff],
            folder,
            errors,
            cancellationToken
        );
        if (rules is null)
        {
            return CommandLine.Misused;
        }

        if (rules.IsUnusable || rules.Errors > 0)
        {
            foreach (var problem in rules.Status.Problems)
            {
                await errors.WriteLineAsync(rules.Show(problem));
            }

            return CommandLine.Misused;
        }

        using var archive = JournalCommand.PlaceOf(settings).OpenArchive();
        var count = new Count();
        foreach (var row in archive.Export(since))
        {
            if (PastOf(row) is not { } past)
            {
                count.Skipped++;
                continue;
            }

            count.Replayed++;
            var now = await Replaying.ReplayAsync(rules.Rules.Current, past);
            if (now.Differs)
            {
                count.Differ++;
                await output.WriteLineAsync(ReplayText.Of(now));
            }
        }

        await output.WriteLineAsync(count.ToString());
        return CommandLine.Ok;
    }

    /// <summary>
    /// Null without a decision of rules: unanswered, forgotten, answered with the busy reply, or held back.
    /// </summary>
    private static PastMessage? PastOf(StoredRow row)
    {
        if (row.Reply is not { } reply || row.Message is not { } message)
        {
            return null;
        }

        var isBusyReply = row.RuleName is null && !MessageResult.IsSilence(reply);
        return isBusyReply || row.RuleName is LoopGuard.Name
            ? null
            : new PastMessage(row.Id, message, row.RuleName, reply, ExternalResults.Read(row.ExternalResults))
            {
                Own = row.ContactBefore.Own,
            };
    }

    private sealed class Count
    {
        public int Replayed { get; set; }

        public int Differ { get; set; }

        public int Skipped { get; set; }

        public override string ToString()
        {
            var skipped =
                Skipped == 0
                    ? ""
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $" ({Skipped} messages without an answer of a rule are left out)"
                    );
            return string.Create(
                CultureInfo.InvariantCulture,
                $"In {Differ} of {Replayed} messages the answer would differ{skipped}. Plug-ins were not asked; their recorded answers were used."
            );
        }
    }
}
