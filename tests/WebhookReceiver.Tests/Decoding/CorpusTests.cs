using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Tests.Decoding;

/// <summary>The decoder on the public torture files.</summary>
public sealed class CorpusTests
{
    private static readonly string[] WithoutBodyOfJson = ["n_single_space.json", "n_structure_no_data.json"];

    public static TheoryData<string> JsonFiles() =>
        TestFiles.RowsOf(
            "jsontestsuite/test_parsing",
            folder =>
                Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)
        );

    public static TheoryData<string> NaughtyStrings() =>
        TestFiles.RowsOf(
            "naughty-strings/blns.json",
            file => JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(file))!.Distinct(StringComparer.Ordinal)
        );

    public static TheoryData<string> Utf8Lines() =>
        TestFiles.RowsOf(
            "utf8tests/utf8tests.txt",
            file => File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#')
        );

    [Theory]
    [MemberData(nameof(JsonFiles))]
    public void Every_file_of_the_JSON_test_suite_ends_cleanly(string name)
    {
        var file = File.ReadAllBytes(TestFiles.FromCorpora($"jsontestsuite/test_parsing/{name}"));

        var decoded = Decode.Body(file);

        // None of them is a message. Well-formed ones are refused for their shape or meaning, never as broken JSON.
        if (decoded is Decoded.Empty)
        {
            Assert.Equal(0, file.AsSpan().IndexOfAnyExcept(" \n\t\r\uFEFF"u8) + 1);
            return;
        }

        var code = Assert.IsType<Decoded.Rejected>(decoded).Code;
        Assert.Contains(code, Allowed(name));
    }

    [Theory]
    [MemberData(nameof(JsonFiles))]
    public void Every_value_of_the_JSON_test_suite_may_be_a_member(string name)
    {
        var file = File.ReadAllBytes(TestFiles.FromCorpora($"jsontestsuite/test_parsing/{name}"));

        var decoded = Decode.Bytes([.. "{\"number\":\"1\",\"unique-id\":\"1\",\"name\":"u8, .. file, .. "}"u8]);

        if (name.StartsWith("y_", StringComparison.Ordinal))
        {
            Assert.IsType<Decoded.Message>(decoded);
        }
        else
        {
            Assert.True(
                decoded is Decoded.Message or Decoded.Rejected { Code: RejectionCode.Json or RejectionCode.Depth }
            );
        }
    }

    [Theory]
    [MemberData(nameof(NaughtyStrings))]
    public void A_naughty_string_comes_back_exactly(string text)
    {
        var form = WebUtility.UrlEncode(text);
        var percent = string.Concat(Encoding.UTF8.GetBytes(text).Select(value => $"%{value:X2}"));

        Assert.Equal(text, Decode.TextOf(Decode.Quoted(form)));
        Assert.Equal(text, Decode.TextOf(percent));
        Assert.Equal(text, RawTwin(text));
        Assert.Equal(text, Form(form));
    }

    [Theory]
    [MemberData(nameof(Utf8Lines))]
    public void Bytes_that_are_not_UTF8_become_replacement_characters(string line)
    {
        var parts = line.Split(':', 5);
        var isHex = parts[1].EndsWith("hex", StringComparison.Ordinal);
        var bytes = isHex ? Bytes(parts[2]) : Encoding.UTF8.GetBytes(parts[2]);
        var expected = parts[1].StartsWith("invalid", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(isHex ? Bytes(parts[4]) : Encoding.UTF8.GetBytes(parts[4]))
            : Encoding.UTF8.GetString(bytes);

        Assert.Equal(expected, Decode.TextOf(string.Concat(bytes.Select(value => $"%{value:X2}"))));
        if (!bytes.AsSpan().ContainsAnyInRange((byte)0, (byte)0x1F) && !bytes.AsSpan().ContainsAny("\"\\%+"u8))
        {
            Assert.Equal(expected, Decode.TextOf(bytes));
        }
    }

    private static RejectionCode[] Allowed(string name)
    {
        if (WithoutBodyOfJson.Contains(name, StringComparer.Ordinal))
        {
            return [];
        }

        return name[0] switch
        {
            'n' => [RejectionCode.Json, RejectionCode.Depth],
            'y' when name.Contains("duplicated_key", StringComparison.Ordinal) => [RejectionCode.DuplicateKey],
            'y' when name.StartsWith("y_object", StringComparison.Ordinal) => [RejectionCode.Message],
            'y' => [RejectionCode.Shape],
            _ => [RejectionCode.Json, RejectionCode.Shape, RejectionCode.Depth, RejectionCode.Message],
        };
    }

    private static string RawTwin(string text) =>
        Decode.Message($$"""{"number":"1","unique-id":"1","message_in_raw":"{{Decode.Quoted(text)}}"}""").Value.Text;

    private static string Form(string encoded) =>
        Decode.Message($"number=1&unique-id=1&message-in={encoded}").Value.Text;

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
