namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// The entries of the <see cref="SeenIndex"/>, in blocks that never move: an array that grows would leave its old
/// copies to the garbage collector. Numbers begin at 1. Whoever adds or removes an entry owns it.
/// </summary>
internal sealed class SeenEntries
{
    private const int BlockBits = 12;
    private const int BlockSize = 1 << BlockBits;

    private readonly Lock _gate = new();
    private volatile SeenEntry[][] _blocks = [new SeenEntry[BlockSize]];
    private int _last;
    private int _free;

    public ref SeenEntry this[int number] => ref _blocks[number >> BlockBits][number & (BlockSize - 1)];

    /// <returns>The entry's number.</returns>
    public int Add(in SeenEntry entry)
    {
        int number;
        lock (_gate)
        {
            if (_free != 0)
            {
                number = _free;
                _free = this[number].Next;
            }
            else
            {
                number = ++_last;
                if (number >> BlockBits == _blocks.Length)
                {
                    _blocks = [.. _blocks, new SeenEntry[BlockSize]];
                }
            }
        }

        this[number] = entry;
        return number;
    }

    public void Remove(int number)
    {
        lock (_gate)
        {
            this[number].Next = _free;
            _free = number;
        }
    }
}
