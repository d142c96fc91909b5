using Microsoft.Extensions.Options;

namespace WebhookReceiver.Sending;

/// <summary>Groups entries into one request: those of one shape, each number once.</summary>
internal sealed class PushBatcher(IOptions<SendingOptions> options)
{
    /// <summary>
    /// Size of the first request of a process: a machine that keeps killing it leaves few messages in doubt. Each answer
    /// doubles it.
    /// </summary>
    private const int FirstSize = 25;

    private readonly int _greatest = options.Value.GatherMost;
    private int _most = Math.Min(FirstSize, options.Value.GatherMost);
    private readonly Dictionary<string, int> _atMost = new(StringComparer.Ordinal);

    /// <summary>The entries that go with the first, which has waited longest.</summary>
    public IReadOnlyList<PreparedPush> Next(IReadOnlyList<PreparedPush> preparedPushs)
    {
        var first = preparedPushs[0];
        var most = SizeFor(first);
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        var together = new List<PreparedPush>();
        foreach (var preparedPush in preparedPushs)
        {
            if (together.Count == most)
            {
                break;
            }

            if (
                preparedPush.BatchKey == first.BatchKey
                && SizeFor(preparedPush) == most
                && numbers.Add(preparedPush.Address)
            )
            {
                together.Add(preparedPush);
            }
        }

        return together;
    }

    /// <summary>A request was answered: the next may be twice as large, up to the setting.</summary>
    public void Grow() => _most = Math.Min(_most * 2, _greatest);

    /// <summary>
    /// One of these caused a refusal, but which is unknown: the next requests with them are half as large.
    /// </summary>
    public void Halve(IReadOnlyList<PreparedPush> preparedPushs)
    {
        foreach (var preparedPush in preparedPushs)
        {
            _atMost[preparedPush.Entry.Reference] = Math.Max(1, preparedPushs.Count / 2);
        }
    }

    public void Forget(IEnumerable<PreparedPush> preparedPushs)
    {
        foreach (var preparedPush in preparedPushs)
        {
            _atMost.Remove(preparedPush.Entry.Reference);
        }
    }

    private int SizeFor(PreparedPush preparedPush) => _atMost.GetValueOrDefault(preparedPush.Entry.Reference, _most);
}
