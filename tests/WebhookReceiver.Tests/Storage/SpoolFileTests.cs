using System.Diagnostics;
using System.Globalization;
using System.Text;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Spool;

namespace WebhookReceiver.Tests.Storage;

public sealed class SpoolFileTests
{
    [Fact]
    public void What_was_appended_is_read_in_order_after_reopening()
    {
        using var folder = new TemporaryFolder();
        using (var spool = Open(folder))
        {
            spool.Append([Record(1), Record(2)]);
            spool.Append([Record(3)]);
        }

        using var again = Open(folder);
        Assert.Equal(["1", "2", "3"], Replies(again));
        again.Append([Record(4)]);
        Assert.Equal(["1", "2", "3", "4"], Replies(again));
        again.Empty();
        Assert.Empty(Replies(again));
        again.Append([Record(5)]);
        Assert.Equal(["5"], Replies(again));
    }

    [Fact]
    public void Space_is_there_before_it_is_needed_and_nothing_is_left_in_it_afterwards()
    {
        using var folder = new TemporaryFolder();
        using var spool = Open(folder);
        Assert.Equal(1 << 20, new FileInfo(folder.PathOf("spool")).Length);
        Assert.InRange(BytesOnDisk(folder.PathOf("spool")), 1 << 20, long.MaxValue);
        spool.Append([Record(1)]);
        Assert.Contains(
            "447700900001",
            Encoding.Latin1.GetString(File.ReadAllBytes(folder.PathOf("spool"))),
            StringComparison.Ordinal
        );
        spool.Empty();
        Assert.Equal(1 << 20, new FileInfo(folder.PathOf("spool")).Length);
        Assert.DoesNotContain(
            "447700900001",
            Encoding.Latin1.GetString(File.ReadAllBytes(folder.PathOf("spool"))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Whatever_a_power_cut_leaves_of_the_last_write_everything_before_is_read()
    {
        using var folder = new TemporaryFolder();
        long kept;
        long end;
        using (var spool = Open(folder))
        {
            spool.Append([Record(1), Record(2)]);
            kept = spool.Length;
            spool.Append([Record(3), Record(4)]);
            end = spool.Length;
        }

        var whole = File.ReadAllBytes(folder.PathOf("spool"));
        var random = new Random(7);
        for (var i = 0; i < 1_000; i++)
        {
            var torn = whole.ToArray();
            var cut = random.NextInt64(kept, end);
            random.NextBytes(torn.AsSpan((int)cut, (int)(end - cut)));
            File.WriteAllBytes(folder.PathOf("torn"), torn);
            using var spool = SpoolFile.Open(folder.PathOf("torn"), 1 << 20);
            Assert.Equal(["1", "2"], Replies(spool).Take(2));
            Assert.InRange(spool.Count, 2, 3);
            Assert.False(spool.HasAppendsBehindDamage);
        }
    }

    [Fact]
    public void A_flipped_bit_in_a_frame_before_the_last_append_is_damage_wherever_it_is()
    {
        using var folder = new TemporaryFolder();
        long first;
        long last;
        using (var spool = Open(folder))
        {
            first = spool.Length;
            spool.Append([Record(1)]);
            spool.Append([Record(2), Record(3)]);
            last = spool.Length;
            spool.Append([Record(4)]);
            // The append after the damaged one may be the torn one, as far as anybody can tell.
            spool.Append([Record(5)]);
        }

        var whole = File.ReadAllBytes(folder.PathOf("spool"));
        for (var at = first; at < last; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 16;
            File.WriteAllBytes(folder.PathOf("damaged"), damaged);
            using var spool = SpoolFile.Open(folder.PathOf("damaged"), 1 << 20);
            Assert.InRange(spool.ReadAll().Count, 0, 2);
            Assert.True(spool.HasAppendsBehindDamage, $"at {at - first}");
        }
    }

    [Theory]
    [InlineData(0, 32)]
    [InlineData(0, 80)]
    [InlineData(40, 60)]
    public void Zeros_over_the_head_or_a_frame_are_damage(int from, int length)
    {
        using var folder = new TemporaryFolder();
        using (var spool = Open(folder))
        {
            spool.Append([Record(1)]);
            spool.Append([Record(2)]);
            spool.Append([Record(3)]);
        }

        var bytes = File.ReadAllBytes(folder.PathOf("spool"));
        Array.Clear(bytes, from, length);
        File.WriteAllBytes(folder.PathOf("spool"), bytes);
        using var again = Open(folder);
        Assert.True(again.HasAppendsBehindDamage);
    }

    [Fact]
    public void What_a_failed_write_left_behind_is_no_record()
    {
        using var folder = new TemporaryFolder();
        using (var spool = Open(folder))
        {
            spool.Append([Record(1)]);
            spool.AfterWrite = () => throw new IOException("injected");
            Assert.Throws<IOException>(() => spool.Append([Record(2), Record(3)]));
            spool.AfterWrite = null;
            spool.Append([Record(4)]);
        }

        using var again = Open(folder);
        Assert.Equal(["1", "4"], Replies(again));
        Assert.False(again.HasAppendsBehindDamage);
    }

    [Fact]
    public void Errors_of_the_disk_are_told_because_every_write_waits_for_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Flags of open files can be read on Linux only.");
        using var folder = new TemporaryFolder();
        using var spool = Open(folder);
        var descriptor = new DirectoryInfo("/proc/self/fd")
            .EnumerateFiles()
            .First(file => file.LinkTarget == folder.PathOf("spool"));
        var flags = File.ReadAllLines($"/proc/self/fdinfo/{descriptor.Name}")
            .First(line => line.StartsWith("flags:", StringComparison.Ordinal));
        const int Synchronous = 0x101000;
        Assert.Equal(Synchronous, Convert.ToInt32(flags[6..].Trim(), 8) & Synchronous);
    }

    [Fact]
    public void A_file_that_is_no_spool_is_not_touched()
    {
        using var folder = new TemporaryFolder();
        folder.Write("spool", new string('x', 1 << 20));
        using var spool = SpoolFile.Open(folder.PathOf("spool"), 1 << 20);
        Assert.Throws<InvalidDataException>(spool.ReadAll);
        Assert.Equal(new string('x', 1 << 20), File.ReadAllText(folder.PathOf("spool")));
    }

    [Fact]
    public void Everything_of_a_record_survives()
    {
        var full = Record(1) with
        {
            Seed = -7,
            Decoded = new byte[] { 1, 2 },
            StateBefore = new byte[] { 3 },
            Answer = new MessageResult
            {
                Reply = new byte[] { 4 },
                Rule = "r",
                Version = "b",
                Duration = TimeSpan.FromMilliseconds(1.5),
                StateAfter = ContactState.Empty.With(
                    [new ContactChange("city", "Cork", JournalRig.Start)],
                    JournalRig.Start.AddDays(-1),
                    out _
                ),
                FollowUps =
                [
                    new FollowUp(JournalRig.Start, new byte[] { 5 }),
                    new FollowUp(JournalRig.Start, new byte[] { 6 })
                    {
                        Recipient = "r",
                        Topic = "t",
                        ExpiresAt = JournalRig.Start,
                    },
                ],
                ExternalResults = new byte[] { 6 },
            },
        };
        var read = Again(full);

        Assert.Equal(ItemCodec.Write(full), ItemCodec.Write(read));
        Assert.Equal(full.Contact, read.Contact);
        Assert.Equal((null, null), (read.Answer!.FollowUps[0].Topic, read.Answer.FollowUps[0].ExpiresAt));
        Assert.Equal("r", read.Answer.FollowUps[1].Recipient);
        Assert.Equal(("t", JournalRig.Start), (read.Answer.FollowUps[1].Topic, read.Answer.FollowUps[1].ExpiresAt));
        Assert.Equal("Cork", read.Answer.StateAfter!.At(JournalRig.Start.AddSeconds(-1))["city"]);
        Assert.Empty(read.Answer.StateAfter.At(JournalRig.Start));
        Assert.Equal(1, read.Answer.StateAfter.Version);
        Assert.Null(Again(full with { Answer = null }).Answer);
    }

    [Fact]
    public void An_event_survives_and_so_does_a_message_of_the_first_version()
    {
        var report = new EventRecord
        {
            Hash = new byte[EventRecord.HashLength],
            Kind = DeliveryEventKind.DeliveryReport,
            EventId = "1",
            Project = "4400",
            ReceivedAt = JournalRig.Start,
            Raw = "{\"event_id\":1}"u8.ToArray(),
        };
        Assert.Equal(ItemCodec.Write(report), ItemCodec.Write(ItemCodec.Read(ItemCodec.Write(report))));
        Assert.Equal("{\"event_id\":1}"u8.ToArray(), ItemCodec.Read(ItemCodec.Write(report)).Raw.ToArray());

        var old = ItemCodec.Write(Record(7));
        old[0] = 1;
        Assert.Equal("7"u8.ToArray(), ((JournalRecord)ItemCodec.Read(old)).Answer!.Reply.ToArray());
        old[0] = 9;
        Assert.Throws<InvalidDataException>(() => ItemCodec.Read(old));
    }

    /// <summary>The allocated disk space of the file; a hole has a length but no space.</summary>
    private static long BytesOnDisk(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileInfo(path).Length;
        }

        var call = new ProcessStartInfo("stat", ["--format=%b", path])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var stat = Process.Start(call)!;
        return 512 * long.Parse(stat.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }

    private static JournalRecord Again(JournalRecord record) => (JournalRecord)ItemCodec.Read(ItemCodec.Write(record));

    private static SpoolFile Open(TemporaryFolder folder)
    {
        var spool = SpoolFile.Open(folder.PathOf("spool"), 1 << 20);
        spool.ReadAll();
        return spool;
    }

    private static string[] Replies(SpoolFile spool) =>
        [.. spool.ReadAll().Select(item => Encoding.UTF8.GetString(((JournalRecord)item).Answer!.Reply.Span))];

    private static JournalRecord Record(int number) =>
        new()
        {
            Key = new MessageKey((ulong)number, 2, 3, HasId: true),
            Contact = new ContactKey("10777", "8", "447700900001"),
            ReceivedAt = JournalRig.Start,
            Raw = Encoding.UTF8.GetBytes("{\"number\":\"447700900001\"}"),
            Answer = new MessageResult { Reply = Encoding.UTF8.GetBytes($"{number}") },
        };
}
