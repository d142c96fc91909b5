#pragma warning disable VSTHRD002 // a property is checked synchronously; twins are complete, or completed by another thread
using System.Text;
using CsCheck;
using WebhookReceiver.Decoding;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Tests.Storage;

/// <summary>
/// Random schedules of begin, end, fail and expire against a model that is a dictionary. Both promise: a key has one
/// decision while its reply counts, and all deliveries get the same reply.
/// </summary>
public sealed class ModelTests
{
    private const int Days = 7;

    private static readonly Gen<int> Keys = Gen.Int[0, 3];

    private static readonly IncomingMessage Arriving = new() { Sender = "2", ReceivedAt = JournalRig.Start };

    [Fact]
    public void Any_sequence_of_claims_replies_failures_and_time_behaves_like_the_model() =>
        Gen.Select(Gen.Enum<Move>(), Keys)
            .Array[1, 60]
            .Sample(
                moves =>
                {
                    var bench = new Bench();
                    foreach (var (move, key) in moves)
                    {
                        bench.Take(move, key);
                        bench.Check(key);
                    }
                },
                iter: 20_000
            );

    [Fact]
    public void Parallel_deliveries_of_few_messages_are_decided_once_each_and_agree() =>
        Gen.Select(Keys.Array[2, 24], Gen.Int[0, 1_000])
            .Sample(
                (deliveries, _) =>
                {
                    var decided = new int[4];
                    var claims = new InFlightMessages();
                    var journal = new MemoryJournal(new JournalOptions { IdDays = Days }, TimeProvider.System);
                    var replies = new string[deliveries.Length];
                    Parallel.For(
                        0,
                        deliveries.Length,
                        i => replies[i] = Deliver(claims, journal, deliveries[i], decided)
                    );

                    return claims.Count == 0
                        && deliveries.Distinct().All(key => decided[key] == 1)
                        && deliveries.Zip(replies).All(one => one.Second == $"reply of {one.First}");
                },
                iter: 5_000
            );

    private static string Deliver(InFlightMessages claims, MemoryJournal journal, int number, int[] decided)
    {
        var key = KeyOf(number);
        if (!claims.TryBegin(key, out var claim))
        {
            return Text(claim.JoinAsync().GetAwaiter().GetResult());
        }

        var found = Now(journal.FindAsync(Arriving, key));
        if (found.Kind == FindingKind.Answered)
        {
            claims.End(key, claim, found.Reply);
            return Text(found.Reply);
        }

        Interlocked.Increment(ref decided[number]);
        var reply = Now(journal.CommitAsync(RecordOf(key, $"reply of {number}")));
        claims.End(key, claim, reply);
        return Text(reply);
    }

    private static MessageKey KeyOf(int number) => new((ulong)number, 1, 2, HasId: true);

    private static JournalRecord RecordOf(MessageKey key, string reply) =>
        new()
        {
            Key = key,
            Contact = new ContactKey("1", "8", "2"),
            ReceivedAt = JournalRig.Start,
            Answer = new MessageResult { Reply = Encoding.UTF8.GetBytes(reply) },
        };

    private static T Now<T>(ValueTask<T> done)
    {
        Assert.True(done.IsCompletedSuccessfully);
        return done.Result;
    }

    private static string Text(ReadOnlyMemory<byte> reply) => Encoding.UTF8.GetString(reply.Span);

    public enum Move
    {
        Claim = 0,
        Complete = 1,
        Fail = 2,
        Day = 3,
    }

    /// <summary>The real objects beside the model.</summary>
    private sealed class Bench
    {
        private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = new(JournalRig.Start);
        private readonly InFlightMessages _claims = new();
        private readonly MemoryJournal _journal;
        private readonly Dictionary<int, InFlightMessage> _owned = [];
        private readonly Dictionary<int, List<Task<ReadOnlyMemory<byte>>>> _twins = [];
        private readonly Dictionary<int, (string Reply, int Day)> _model = [];
        private int _day;
        private int _decided;

        public Bench() => _journal = new MemoryJournal(new JournalOptions { IdDays = Days }, _time);

        public void Take(Move move, int number)
        {
            switch (move)
            {
                case Move.Claim:
                    Claim(number);
                    break;
                case Move.Complete when _owned.Remove(number, out var claim):
                    Complete(number, claim);
                    break;
                case Move.Fail when _owned.Remove(number, out var claim):
                    _claims.Fail(KeyOf(number), claim, new JournalUnavailableException("failed"));
                    Assert.All(Twins(number), twin => Assert.True(twin.IsFaulted));
                    _twins.Remove(number);
                    break;
                case Move.Day:
                    _day++;
                    _time.Advance(TimeSpan.FromDays(1));
                    break;
            }
        }

        public void Check(int number)
        {
            Assert.Equal(_owned.Count, _claims.Count);
            var found = Now(_journal.FindAsync(Arriving, KeyOf(number)));
            if (_model.TryGetValue(number, out var kept) && _day - kept.Day <= Days)
            {
                Assert.Equal(FindingKind.Answered, found.Kind);
                Assert.Equal(kept.Reply, Text(found.Reply));
                return;
            }

            Assert.Equal(FindingKind.New, found.Kind);
        }

        private void Claim(int number)
        {
            var isOurs = _claims.TryBegin(KeyOf(number), out var claim);
            Assert.Equal(!_owned.ContainsKey(number), isOurs);
            if (isOurs)
            {
                _owned.Add(number, claim);
                return;
            }

            Assert.Same(_owned[number], claim);
            Twins(number).Add(claim.JoinAsync());
        }

        private void Complete(int number, InFlightMessage claim)
        {
            var found = Now(_journal.FindAsync(Arriving, KeyOf(number)));
            var reply = found.Kind == FindingKind.Answered ? found.Reply : Decide(number);
            _claims.End(KeyOf(number), claim, reply);
            Assert.All(Twins(number), twin => Assert.Equal(Text(reply), Text(twin.Result)));
            _twins.Remove(number);
        }

        private ReadOnlyMemory<byte> Decide(int number)
        {
            var reply = $"reply {++_decided}";
            _model[number] = (reply, _day);
            return Now(_journal.CommitAsync(RecordOf(KeyOf(number), reply)));
        }

        private List<Task<ReadOnlyMemory<byte>>> Twins(int number) =>
            _twins.TryGetValue(number, out var twins) ? twins : _twins[number] = [];
    }
}
