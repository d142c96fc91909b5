using WebhookReceiver.Decoding;

namespace WebhookReceiver.Tests.Decoding;

/// <summary>
/// The folder Samples is the table: <c>case.json</c> (or <c>case.form</c>, <c>case.bin</c>) is a body,
/// <c>case.query</c> its query string, <c>case.decoded.json</c> the expected result.
/// </summary>
public sealed class SampleTests
{
    private static readonly string[] BodyEndings = [".json", ".form", ".bin"];

    public static TheoryData<string> Cases()
    {
        var files = Directory.EnumerateFiles(TestFiles.Samples, "*.decoded.json", SearchOption.AllDirectories);
        return
        [
            .. files.Select(file => Path.GetRelativePath(TestFiles.Samples, file)[..^".decoded.json".Length]).Order(),
        ];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Sample_is_decoded_exactly(string name)
    {
        var expected = await File.ReadAllTextAsync(
            InFolder(name + ".decoded.json"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(expected, DecodedAsJson.Write(Decode(name)));
    }

    [Fact]
    public void Every_body_has_an_expectation()
    {
        var bodies = Directory
            .EnumerateFiles(TestFiles.Samples, "*.*", SearchOption.AllDirectories)
            .Where(file =>
                BodyEndings.Contains(Path.GetExtension(file)) && Path.GetFileName(file).Split('.').Length == 2
            )
            .Select(file => Path.ChangeExtension(file, ".decoded.json"));

        Assert.All(bodies, expectation => Assert.True(File.Exists(expectation), expectation));
    }

    private static Decoded Decode(string name)
    {
        var body = BodyEndings.Select(ending => InFolder(name + ending)).FirstOrDefault(File.Exists);
        var query = InFolder(name + ".query");
        return WebhookDecoder.Decode(
            body is null ? default : File.ReadAllBytes(body),
            contentType: null,
            File.Exists(query) ? File.ReadAllText(query).Trim() : null,
            DateTimeOffset.UnixEpoch
        );
    }

    private static string InFolder(string name) => Path.Combine(TestFiles.Samples, name);
}
