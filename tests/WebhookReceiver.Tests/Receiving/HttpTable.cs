using System.Globalization;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Receiving;

/// <summary>A request, and what is said to it.</summary>
/// <param name="Receiver">The statuses of the receiver's answers.</param>
/// <param name="Bare">The same of Kestrel as it comes.</param>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Request">Its bytes.</param>
/// <param name="IsCut">Whether the caller sends nothing more.</param>
internal sealed record HttpRow(string Receiver, string Bare, string Name, string Request, bool IsCut);

/// <summary>The rows of <c>http-table.txt</c>.</summary>
internal static partial class HttpTable
{
    private const string Cut = "$CUT";

    private static readonly string Message = WebhookApp.Payload("hello");

    public static HttpRow[] Rows { get; } =
    [
        .. File.ReadLines(Path.Combine(RepositoryRoot.Path, "tests/WebhookReceiver.Tests/Receiving/http-table.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(RowOf),
    ];

    private static HttpRow RowOf(string line)
    {
        var parts = line.Split(" | ", 4);
        return new HttpRow(
            parts[0].Trim(),
            parts[1].Trim(),
            parts[2],
            Filled(parts[3].Replace(Cut, "", StringComparison.Ordinal)),
            parts[3].EndsWith(Cut, StringComparison.Ordinal)
        );
    }

    private static string Filled(string written)
    {
        (string Name, string Text)[] parts =
        [
            ("$POST", @"$OPENConnection: close\r\n"),
            ("$OPEN", @"$LINEHost: bot\r\n"),
            ("$LINE", @"POST /webhook?key=$KEY HTTP/1.1\r\n"),
            ("$END", @"Content-Length: $LEN\r\n\r\n$BODY"),
            ("$CHUNKS", @"$HEX\r\n$BODY\r\n0\r\n\r\n"),
            ("$99HEADERS", string.Concat(Enumerable.Range(0, 99).Select(i => $@"X-{i}: b\r\n"))),
            ("$40000", new string('y', 40_000)),
            ("$9000", new string('y', 9_000)),
            ("$KEY", WebhookApp.Key),
            ("$LEN", Message.Length.ToString(CultureInfo.InvariantCulture)),
            ("$HEX", Message.Length.ToString("X", CultureInfo.InvariantCulture)),
        ];
        var filled = parts.Aggregate(
            written,
            (text, part) => text.Replace(part.Name, part.Text, StringComparison.Ordinal)
        );
        return Escape().Replace(filled, Unescaped).Replace("$BODY", Message, StringComparison.Ordinal);
    }

    private static string Unescaped(Match escape) =>
        escape.Value switch
        {
            @"\r" => "\r",
            @"\n" => "\n",
            @"\t" => "\t",
            @"\0" => "\0",
            @"\\" => "\\",
            var hex => (
                (char)int.Parse(hex.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            ).ToString(),
        };

    [GeneratedRegex(@"\\([rnt0\\]|x[0-9a-f]{2})", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Escape();
}
