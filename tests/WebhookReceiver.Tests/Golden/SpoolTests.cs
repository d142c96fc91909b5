using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Golden;

/// <summary>A spool may outlive an update: the next version reads a version's spool.</summary>
public sealed class SpoolTests
{
    private static readonly (string, string) Rules = (
        "rules.yaml",
        """
        rules:
          - id: complaint
            when: complaint
            remember: { mood: bad, for: 30d }
            reply: { text: We are sorry., then: { after: 2h, text: Did Ann call?, channel: sms } }
            tell: { to: ["+353 85 000 0001"], text: "{{ number }} complains." }
          - { id: hello, when: hello, reply: Grüße 👋 }
        """
    );

    [Fact]
    public async Task Records_of_the_spool_are_written_as_they_always_were()
    {
        using var data = GoldenData.Folder();
        byte[] spool;
        await using (var app = GoldenData.App(data, Rules))
        {
            await app.SayAsync("begin");
            var journal = (SqliteJournal)app.Services.GetRequiredService<IJournal>();
            await journal.Writer.RunAsync(store =>
                store.BeforeCommit = () => throw new SqliteException("injected", raw.SQLITE_FULL, raw.SQLITE_FULL)
            );
            foreach (var body in Bodies())
            {
                using var response = await app.PostAsync(body);
                Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
            }

            spool = await SharedAsync(data.PathOf("journal.spool"));
        }

        GoldenFile.Is("spool.txt", Records(spool));
    }

    private static IEnumerable<string> Bodies() =>
        [
            WebhookApp.Payload("hello", id: "s-1"),
            WebhookApp.Payload("a complaint", id: "s-2"),
            """{"number":"447700900129","message-in":"hello","type":1,"application":"8","project-id":"31"}""",
            EventTests.Delivered("R-1"),
        ];

    /// <summary>
    /// The payload of each frame: length, number of the write, and a hash over all earlier frames, checked here.
    /// </summary>
    private static IEnumerable<string> Records(byte[] spool)
    {
        Assert.Equal("WRSPOOL1", Encoding.ASCII.GetString(spool, 0, 8));
        var chain = SHA256.HashData(spool.AsSpan(0, 32));
        for (var at = 32; BinaryPrimitives.ReadInt32LittleEndian(spool.AsSpan(at)) is > 0 and var length; )
        {
            var payload = spool.AsSpan(at + 28, length).ToArray();
            chain = SHA256.HashData([.. chain, .. spool.AsSpan(at + 4, 8), .. payload]);
            Assert.Equal(chain[..16], spool.AsSpan(at + 12, 16).ToArray());
            yield return $"write {BinaryPrimitives.ReadInt64LittleEndian(spool.AsSpan(at + 4))}, {length} bytes";
            yield return Convert.ToHexStringLower(payload);
            yield return new string([.. payload.Select(b => b is >= 32 and < 127 ? (char)b : '.')]);
            at += 28 + length;
        }
    }

    private static async Task<byte[]> SharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }
}
