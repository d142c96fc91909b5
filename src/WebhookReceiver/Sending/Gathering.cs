using Microsoft.Extensions.Options;

namespace WebhookReceiver.Sending;

/// <summary>Which letters go together in one request: those of one shape, each number once.</summary>
internal sealed class Gathering(IOptions<SendingOptions> options)
{
    private readonly int _most = options.Value.GatherMost;
    private readonly Dictionary<string, int> _atMost = new(StringComparer.Ordinal);

    /// <summary>The letters that go with the first; that one has waited longest.</summary>
    public IReadOnlyList<Letter> Next(IReadOnlyList<Letter> letters)
    {
        var first = letters[0];
        var most = SizeFor(first);
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        var together = new List<Letter>();
        foreach (var letter in letters)
        {
            if (together.Count == most)
            {
                break;
            }

            if (letter.Shape == first.Shape && SizeFor(letter) == most && numbers.Add(letter.Address))
            {
                together.Add(letter);
            }
        }

        return together;
    }

    /// <summary>One of these was refused, nobody knows which: the next requests with them are half as large.</summary>
    public void Halve(IReadOnlyList<Letter> letters)
    {
        foreach (var letter in letters)
        {
            _atMost[letter.Entry.Reference] = Math.Max(1, letters.Count / 2);
        }
    }

    public void Forget(IEnumerable<Letter> letters)
    {
        foreach (var letter in letters)
        {
            _atMost.Remove(letter.Entry.Reference);
        }
    }

    private int SizeFor(Letter letter) => _atMost.GetValueOrDefault(letter.Entry.Reference, _most);
}
