namespace WebhookReceiver.Journal;

/// <summary>Has a message decided, in its contact's turn. It ends at once where the rules do; otherwise within the limits.</summary>
internal sealed partial class Deciding(
    IJournal journal,
    ContactHash contactHash,
    InboxLimits limits,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>See <see cref="Inbox.GivenUp"/>.</summary>
    public Action<JournalRecord, Task<Verdict>>? GivenUp { get; set; }

    /// <param name="trace">What is known of the message; its contact's state is loaded here.</param>
    /// <param name="arrived">When the message began to wait for its turn.</param>
    /// <param name="busyReply">The answer where deciding does not end in time.</param>
    /// <param name="decide">Asks the rules.</param>
    public ValueTask<JournalAnswer> DecideAsync(
        ReceivedTrace trace,
        long arrived,
        ReadOnlyMemory<byte> busyReply,
        Decide decide
    )
    {
        var loading = journal.LoadAsync(trace.Contact);
        if (loading.IsCompletedSuccessfully)
        {
            trace.State = loading.Result;
            return DecideLoadedAsync(trace, arrived, busyReply, decide);
        }

        return LoadAndDecideAsync(loading, trace, arrived, busyReply, decide);
    }

    private async ValueTask<JournalAnswer> LoadAndDecideAsync(
        ValueTask<ContactState> loading,
        ReceivedTrace trace,
        long arrived,
        ReadOnlyMemory<byte> busyReply,
        Decide decide
    )
    {
        trace.State = await loading;
        return await DecideLoadedAsync(trace, arrived, busyReply, decide);
    }

    private ValueTask<JournalAnswer> DecideLoadedAsync(
        ReceivedTrace trace,
        long arrived,
        ReadOnlyMemory<byte> busyReply,
        Decide decide
    )
    {
        var since = time.GetTimestamp();
        ValueTask<Verdict> deciding;
        try
        {
            var view = trace.State.Stored.IsEmpty ? ContactView.Nothing : trace.State.ViewAt(trace.Message.ReceivedAt);
            var known = view.Known.Count == 0 ? trace.Message : trace.Message with { Contact = view.Known };
            deciding = decide(known, view, trace);
            if (deciding.IsCompletedSuccessfully)
            {
                return ValueTask.FromResult(AnswerOf(deciding.Result, trace, since));
            }
        }
        catch (Exception e) when (e is not JournalUnavailableException)
        {
            return ValueTask.FromResult(AnswerOf(Failed(trace, e), trace, since));
        }

        return AwaitAsync(deciding, trace, limits.DecidingAfter(time.GetElapsedTime(arrived, since)), busyReply, since);
    }

    /// <summary>What comes after the limit is thrown away and can change nothing: only a verdict is ever committed.</summary>
    private async ValueTask<JournalAnswer> AwaitAsync(
        ValueTask<Verdict> deciding,
        ReceivedTrace trace,
        TimeSpan limit,
        ReadOnlyMemory<byte> busyReply,
        long since
    )
    {
        var decided = deciding.AsTask();
        Verdict verdict;
        try
        {
            await trace.LeaveAsync();
            verdict = await decided.WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            Log.Abandoned(logger, contactHash.Of(trace.Message.Sender), limit);
            GivenUp?.Invoke(trace.RecordWith(answer: null), decided);
            verdict = new Verdict(busyReply, RuleName: null, BookVersion: "");
        }
        catch (Exception e) when (e is not JournalUnavailableException)
        {
            verdict = Failed(trace, e);
        }

        return AnswerOf(verdict, trace, since);
    }

    /// <summary>A fault in deciding would come back with every redelivery; the message is kept and can be replayed instead.</summary>
    private Verdict Failed(ReceivedTrace trace, Exception fault)
    {
        Log.DecidingFailed(logger, fault, contactHash.Of(trace.Message.Sender));
        return new Verdict(Verdict.Silence, RuleName: null, BookVersion: "");
    }

    private JournalAnswer AnswerOf(Verdict verdict, ReceivedTrace trace, long since)
    {
        ContactState? after = null;
        if (!verdict.Changes.IsEmpty)
        {
            after = trace.State.With(verdict.Changes, trace.Message.ReceivedAt, out var refused);
            if (refused > 0)
            {
                Log.StateFull(logger, contactHash.Of(trace.Message.Sender), refused, verdict.RuleName);
            }
        }

        return new JournalAnswer
        {
            Reply = JournalAnswer.WholeReply(verdict.Reply),
            RuleName = verdict.RuleName,
            BookVersion = verdict.BookVersion,
            Duration = time.GetElapsedTime(since),
            StateAfter = after,
            FollowUps = verdict.FollowUps,
            ForeignResults = verdict.ForeignResults,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Deciding on a message of contact {Contact} took more than {Limit}: abandoned")]
        public static partial void Abandoned(ILogger logger, string contact, TimeSpan limit);

        [LoggerMessage(
            LogLevel.Error,
            "Deciding on a message of contact {Contact} failed: answered with silence, kept for replay"
        )]
        public static partial void DecidingFailed(ILogger logger, Exception exception, string contact);

        [LoggerMessage(
            LogLevel.Warning,
            "Contact {Contact} remembers too much: {Refused} changes of rule {Rule} were refused"
        )]
        public static partial void StateFull(ILogger logger, string contact, int refused, string? rule);
    }
}
