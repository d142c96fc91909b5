using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Commands;

/// <summary>
/// Sends a message per row of a file. Each row's reference derives from the mailing and the number, so after a kill you
/// start it again and no contact gets a duplicate.
/// </summary>
internal sealed class Mailing(
    ICommandOutbox outbox,
    OutgoingMessageFactory outgoingMessageFactory,
    TextWriter output,
    TimeProvider time
)
{
    private const int MostProblemsShown = 20;

    /// <summary>A mailing may wait several days for the limits.</summary>
    private static readonly TimeSpan KeepTrying = TimeSpan.FromDays(7);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public async Task<int> SendAsync(string path, MailingOrder order, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            await output.WriteLineAsync($"There is no file {path}.");
            return CommandLine.Failed;
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        var (people, problems) = MailingRows.Read(path, content, order);
        var name = order.Name ?? NameOf(content, order);
        var entries = new List<OutboxEntry>(people.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            if (person.Problem is { } empty)
            {
                problems.Add($"{path}:{person.Line}: {empty}");
                continue;
            }

            var (entry, problem) = await outgoingMessageFactory.MakeAsync(
                person.Message with
                {
                    ExpiresAt = EndOf(person.Message),
                },
                time.GetUtcNow(),
                sender => ValueTask.FromResult(outbox.HasWritten(sender)),
                TopicOf(name)
            );
            if (entry is null)
            {
                problems.Add($"{path}:{person.Line}: {problem}");
            }
            else if (seen.Add(entry.Contact.Sender))
            {
                entries.Add(entry with { Reference = ReferenceOf(name, AddressOf(entry)) });
            }
        }

        await TellAsync(problems);
        if (problems.Count > 0 && (!order.SkipsBad || entries.Count == 0))
        {
            await output.WriteLineAsync(
                people.Count == 0
                    ? "Nothing was sent."
                    : "Nothing was sent. Fix these rows, or leave them out with --skip-bad."
            );
            return CommandLine.Failed;
        }

        if (entries.Count == 0)
        {
            await output.WriteLineAsync($"Nothing was sent: {path} has no row below its header.");
            return CommandLine.Failed;
        }

        if (OfAnotherMailing(entries) is { } taken)
        {
            await output.WriteLineAsync(
                $"Nothing was sent. The name {name} belongs to a mailing with another text or other values: see outbox show {taken}. Choose another --name."
            );
            return CommandLine.Failed;
        }

        var known = outbox.Add(entries, done => Bar("ordered", done, entries.Count));
        EndBar();
        await output.WriteLineAsync(
            $"Mailing {name}: {entries.Count} people, {entries.Count - known} of them queued before{Twice(people.Count - entries.Count - problems.Count)}."
        );
        await SendCommand.TellIfNobodySendsAsync(outbox, output);
        return await FollowAsync(name, entries.Count, cancellationToken);
    }

    /// <summary>The reference of an entry that was ordered before and says something else; <see langword="null"/>: none does.</summary>
    private string? OfAnotherMailing(List<OutboxEntry> entries) =>
        entries
            .Find(entry =>
                outbox.Find(entry.Reference) is { } kept
                && kept.Reference == entry.Reference
                && !SameOrder.Is(kept, entry)
            )
            ?.Reference;

    private async Task<int> FollowAsync(string name, int count, CancellationToken cancellationToken)
    {
        var isStopped = false;
        var told = "";
        while (true)
        {
            var counts = outbox.Count(TopicOf(name));
            if (outbox.WhyWaiting(TopicOf(name)) is { } why && why != told)
            {
                told = why;
                EndBar();
                await output.WriteLineAsync($"{counts.GetValueOrDefault(OutboxState.Throttled)} wait: {why}");
            }

            var open = counts.Where(state => state.Key.IsOpen()).Sum(state => state.Value);
            Bar("sent", count - open, count);
            if (open == 0 || isStopped)
            {
                EndBar();
                var failed = await TellFailuresAsync(TopicOf(name));
                await output.WriteLineAsync(
                    string.Join(
                        ", ",
                        counts.OrderBy(state => state.Key).Select(state => $"{state.Value} {state.Key.Word()}")
                    )
                );
                if (open > 0)
                {
                    await output.WriteLineAsync(
                        "The server keeps sending. Run the same command again to see the progress."
                    );
                }

                return open == 0 && failed > 0 && failed == counts.Values.Sum() ? CommandLine.Failed : CommandLine.Ok;
            }

            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            isStopped = cancellationToken.IsCancellationRequested;
        }
    }

    /// <summary>Says why messages did not go out for sure; returns how many did not.</summary>
    private async Task<int> TellFailuresAsync(string topic)
    {
        var failures = outbox.Failures(topic);
        foreach (var (state, reason, count) in failures.Take(MostProblemsShown))
        {
            await output.WriteLineAsync($"{count} {state.Word()}: {reason ?? "no reason is known"}");
        }

        return failures.Sum(failure => failure.Count);
    }

    private DateTimeOffset EndOf(OutgoingMessage message) =>
        message.ExpiresAt ?? (message.SendAt ?? time.GetUtcNow()) + KeepTrying;

    private async Task TellAsync(List<string> problems)
    {
        foreach (var problem in problems.Take(MostProblemsShown))
        {
            await output.WriteLineAsync(problem);
        }

        if (problems.Count > MostProblemsShown)
        {
            await output.WriteLineAsync($"and {problems.Count - MostProblemsShown} more");
        }
    }

    /// <summary>On a terminal one growing line; in a file it would only be noise.</summary>
    private static void Bar(string word, int done, int all)
    {
        const int width = 40;
        if (Console.IsOutputRedirected || all == 0)
        {
            return;
        }

        var full = (int)((long)done * width / all);
        Console.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"\r[{new string('#', full)}{new string('.', width - full)}] {done:N0} of {all:N0} {word} "
            )
        );
    }

    private static void EndBar()
    {
        if (!Console.IsOutputRedirected)
        {
            Console.WriteLine();
        }
    }

    private static string Twice(int count) =>
        count switch
        {
            0 => "",
            1 => "; 1 row repeats a number",
            _ => $"; {count} rows repeat a number",
        };

    // By the number as it is sent to, as in earlier builds: a mailing that goes on must know whom it has reached.
    private static string AddressOf(OutboxEntry entry) => FollowUpMessage.Read(entry.Body).Recipient;

    private static string TopicOf(string name) => $"mailing:{name}";

    private static string NameOf(byte[] content, MailingOrder order) =>
        Hash(
            $"{Convert.ToHexString(SHA256.HashData(content))}\n{order.Message}\n{string.Join(',', order.Values)}\n{string.Join(',', order.Header)}"
        )[..8];

    private static string ReferenceOf(string name, string number) => $"wm{Hash($"{name}\n{number}")[..20]}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
