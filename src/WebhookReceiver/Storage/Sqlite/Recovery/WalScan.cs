using System.Buffers.Binary;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// What a write-ahead log holds (sqlite.org/fileformat2.html, section 4). SQLite stops at the first wrong checksum, without a word; this
/// looks behind it.
/// </summary>
/// <param name="IsReadable">False if SQLite would ignore the whole log.</param>
/// <param name="HasCommitBehindDamage">True if whole transactions stand behind a damaged part: SQLite would drop them.</param>
/// <param name="FirstGeneration">The earliest <see cref="Generation"/>; null if no frame tells.</param>
/// <param name="LastGeneration">The latest.</param>
internal readonly record struct WalScan(
    bool IsReadable,
    bool HasCommitBehindDamage,
    uint? FirstGeneration,
    uint? LastGeneration
)
{
    private const uint Magic = 0x377f0682;
    private const uint Version = 3_007_000;
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 24;
    private const int LargestPage = 65_536;

    public static WalScan Of(string log)
    {
        using var file = new FileStream(
            log,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 1 << 20
        );
        Span<byte> header = stackalloc byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
        {
            return default;
        }

        var isBigEndian = (Number(header) & 1) == 1;
        var pageLength = Number(header[8..]);
        var sum = default(Checksum).Add(header[..24], isBigEndian);
        var isReadable =
            IsHead(header)
            && Number(header[4..]) == Version
            && pageLength is >= 512 and <= LargestPage
            && sum == Checksum.Read(header[24..]);
        return isReadable ? ReadFrames(file, header[16..24], (int)pageLength, sum, isBigEndian) : default;
    }

    /// <param name="head">The first four bytes, or more.</param>
    public static bool IsHead(ReadOnlySpan<byte> head) => (Number(head) & ~1u) == Magic;

    private static WalScan ReadFrames(
        FileStream file,
        ReadOnlySpan<byte> salt,
        int pageLength,
        Checksum sum,
        bool isBigEndian
    )
    {
        var scan = new WalScan(true, false, null, null);
        var frame = new byte[FrameHeaderLength + pageLength];
        var isBehindDamage = false;
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            var stored = Checksum.Read(frame.AsSpan(16));
            sum = sum.Add(frame.AsSpan(0, 8), isBigEndian).Add(frame.AsSpan(FrameHeaderLength), isBigEndian);
            var isOfThisLog = salt.SequenceEqual(frame.AsSpan(8, 8));
            if (!isOfThisLog || sum != stored)
            {
                // A later frame was made from the checksum that this one should have.
                isBehindDamage = true;
                sum = stored;
                continue;
            }

            if (isBehindDamage)
            {
                // What was rolled back has no commit, so it is no loss.
                var isCommit = Number(frame.AsSpan(4)) != 0;
                if (isCommit)
                {
                    return scan with { HasCommitBehindDamage = true };
                }
            }
            else if (Number(frame) == 1)
            {
                var generation = Number(frame.AsSpan(FrameHeaderLength + Generation.Offset));
                scan = scan with { FirstGeneration = scan.FirstGeneration ?? generation, LastGeneration = generation };
            }
        }

        return scan;
    }

    private static uint Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);

    /// <summary>SQLite's checksum of a log, which goes on from frame to frame.</summary>
    private readonly record struct Checksum(uint First, uint Second)
    {
        public static Checksum Read(ReadOnlySpan<byte> bytes) => new(Number(bytes), Number(bytes[4..]));

        public Checksum Add(ReadOnlySpan<byte> bytes, bool isBigEndian)
        {
            var (first, second) = (First, Second);
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                first += Word(bytes, isBigEndian) + second;
                second += Word(bytes[4..], isBigEndian) + first;
            }

            return new Checksum(first, second);
        }

        private static uint Word(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
            isBigEndian ? Number(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
