#pragma warning disable VSTHRD002 // a property is checked synchronously; twins are complete, or completed by another thread
using System.Text;
using CsCheck;
using WebhookReceiver.Decoding;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Spool;

namespace WebhookReceiver.Tests.Storage;

/// <summary>
/// Random schedules of begin, end, fail and forget against a model that is a dictionary. Both promise: a key has one
/// decision while its reply counts, and all deliveries get the same reply.
/// </summary>
public sealed class ModelTests
{
    private static readonly Gen<int> Keys = Gen.Int[0, 3];

    [Fact]
    public void Any_sequence_of_claims_replies_and_failures_behaves_like_the_model() =>
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
                    var journal = new SpooledState();
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

    private static string Deliver(InFlightMessages claims, SpooledState journal, int number, int[] decided)
    {
        var key = KeyOf(number);
        if (!claims.TryBegin(key, out var claim))
        {
            return Text(claim.JoinAsync().GetAwaiter().GetResult());
        }

        if (journal.TryFind(key, JournalRig.Start, out var found))
        {
            claims.End(key, claim, found.Reply);
            return Text(found.Reply);
        }

        Interlocked.Increment(ref decided[number]);
        var reply = journal.Add(RecordOf(key, $"reply of {number}"))!.Value;
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

    private static string Text(ReadOnlyMemory<byte> reply) => Encoding.UTF8.GetString(reply.Span);

    public enum Move
    {
        Claim = 0,
        Complete = 1,
        Fail = 2,
        Clear = 3,
    }

    /// <summary>The real objects beside the model.</summary>
    private sealed class Bench
    {
        private readonly InFlightMessages _claims = new();
        private readonly SpooledState _journal = new();
        private readonly Dictionary<int, InFlightMessage> _owned = [];
        private readonly Dictionary<int, List<Task<ReadOnlyMemory<byte>>>> _twins = [];
        private readonly Dictionary<int, string> _model = [];
        private int _decided;

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
                case Move.Clear:
                    _journal.Clear();
                    _model.Clear();
                    break;
            }
        }

        public void Check(int number)
        {
            Assert.Equal(_owned.Count, _claims.Count);
            var isKept = _journal.TryFind(KeyOf(number), JournalRig.Start, out var found);
            Assert.Equal(_model.ContainsKey(number), isKept);
            Assert.Equal(isKept ? FindingKind.Answered : FindingKind.New, found.Kind);
            Assert.Equal(_model.GetValueOrDefault(number, ""), Text(found.Reply));
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
            var isKept = _journal.TryFind(KeyOf(number), JournalRig.Start, out var found);
            var reply = isKept ? found.Reply : Decide(number);
            _claims.End(KeyOf(number), claim, reply);
            Assert.All(Twins(number), twin => Assert.Equal(Text(reply), Text(twin.Result)));
            _twins.Remove(number);
        }

        private ReadOnlyMemory<byte> Decide(int number)
        {
            var reply = $"reply {++_decided}";
            _model[number] = reply;
            return _journal.Add(RecordOf(KeyOf(number), reply))!.Value;
        }

        private List<Task<ReadOnlyMemory<byte>>> Twins(int number) =>
            _twins.TryGetValue(number, out var twins) ? twins : _twins[number] = [];
    }
}
