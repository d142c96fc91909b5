using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Receiving;

/// <summary>
/// Requests that are not as RFC 9112 wants them, or that ask for things a webhook has no use for. Each goes to the
/// receiver, with the right key and a valid message, and to Kestrel as it comes.
/// </summary>
public sealed partial class HttpTableTests(BareKestrel both) : IClassFixture<BareKestrel>
{
    public static TheoryData<string> Names => [.. HttpTable.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_request_is_taken_or_refused_as_the_table_says_and_never_worse_than_by_Kestrel_alone(string name)
    {
        var row = HttpTable.Rows.Single(row => row.Name == name);

        var (receiver, bare) = (await AskAsync(both.Receiver, row), await AskAsync(both.Bare, row));

        Assert.Equal((row.Receiver, row.Bare), (receiver, bare));
        Assert.True(IsTaken(bare) || !IsTaken(receiver), "The receiver takes what Kestrel refuses.");
    }

    /// <summary>They come before keys, paths and hosts.</summary>
    [Theory]
    [InlineData("LF alone after a header")]
    [InlineData("a length, then chunks")]
    [InlineData("chunked twice")]
    [InlineData("ESC in a value")]
    [InlineData("byte 1 in the query")]
    public async Task What_only_we_refuse_is_refused_on_the_operators_port_too(string name) =>
        Assert.Equal("400", await AskAsync(both.Operator, HttpTable.Rows.Single(row => row.Name == name)));

    [Fact]
    public void No_row_has_the_name_of_another() =>
        Assert.Equal(HttpTable.Rows.Length, HttpTable.Rows.DistinctBy(row => row.Name).Count());

    private static bool IsTaken(string statuses) => statuses.StartsWith('2');

    /// <summary>The statuses of all answers, until the server closes; "closed" if there was none.</summary>
    private static async Task<string> AskAsync(Uri address, HttpRow row)
    {
        using var connection = await RawConnection.OpenAsync(address);
        try
        {
            await connection.SendAsync(row.Request);
            if (row.IsCut)
            {
                connection.EndSending();
            }
        }
        catch (IOException)
        {
            // It was refused before its end.
        }

        // Whether the end of the stream is seen before or after the request is given up decides which of two is said.
        var answers = Status().Matches(await connection.ReadToEndAsync());
        return
            string.Join(' ', answers.Select(answer => answer.Groups["status"].Value)) is { Length: > 0 } statuses
            && !(row.IsCut && statuses == "400")
            ? statuses
            : "closed";
    }

    [GeneratedRegex(@"HTTP/1\.1 (?<status>\d{3})", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Status();
}
