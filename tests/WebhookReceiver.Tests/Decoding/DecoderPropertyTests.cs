using System.Net;
using System.Text;
using CsCheck;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Tests.Decoding;

/// <summary>Properties that hold for every input.</summary>
public sealed class DecoderPropertyTests
{
    private static readonly Gen<string> AnyText = Gen.Char[char.MinValue, char.MaxValue].Array[0, 40].Select(Whole);

    private static readonly string[] Words =
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\"number\"",
        "\"unique-id\":\"1\"",
        "\"message-in\":",
        "\"interactive\":{\"type\":1,\"id\":",
        "\"Location\":{",
        "\"contact\":[{",
        "\"group-id\":1",
        "\"group-mentions\":[",
        "\"event_id\":",
        "\\uD800",
        "\\u",
        "%E2%82",
        "%",
        "+",
        "&",
        "=",
        "number=",
        "true",
        "null",
        "-1e9",
        " ",
        "\u00E9",
        "\0",
        "\uFEFF",
    ];

    [Fact]
    public void Any_text_that_is_form_encoded_decodes_to_itself() =>
        AnyText.Sample(text => Decode.TextOf(Decode.Quoted(WebUtility.UrlEncode(text))) == text);

    [Fact]
    public void Any_text_in_the_raw_twin_is_taken_as_it_is() =>
        AnyText
            .Where(text => text.Length > 0)
            .Sample(text =>
                Decode
                    .Message($$"""{"number":"1","unique-id":"1","message-in-raw":"{{Decode.Quoted(text)}}"}""")
                    .Value.Text == text
            );

    [Fact]
    public void Any_cut_of_the_encoded_text_is_made_good_by_the_raw_twin() =>
        Gen.Select(AnyText, Gen.Int[0, 400])
            .Sample(
                (text, cut) =>
                {
                    var encoded = string.Concat(Encoding.UTF8.GetBytes(text).Select(value => $"%{value:X2}"));
                    var kept = encoded[..Math.Min(cut, encoded.Length)];
                    var body =
                        $$"""{"number":"1","unique-id":"1","message-in":"{{kept}}","message_in_raw":"{{Decode.Quoted(text)}}"}""";
                    Assert.Equal(text, Decode.Message(body).Value.Text);
                }
            );

    [Fact]
    public void Any_bytes_end_in_a_clean_outcome() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Decode.Body(bytes) is not null);

    [Fact]
    public void Any_heap_of_words_ends_in_a_clean_outcome() =>
        Gen.Int[0, Words.Length - 1]
            .Select(at => Words[at])
            .Array[0, 40]
            .Sample(words => Decode.Body(string.Concat(words), string.Concat(words.Reverse())) is not null);

    [Fact]
    public void Any_change_of_one_byte_in_a_message_ends_in_a_clean_outcome()
    {
        var body = File.ReadAllBytes(Path.Combine(TestFiles.Samples, "contact", "contacts.json"));

        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte)
            .Sample(
                (at, value) =>
                {
                    var changed = body.ToArray();
                    changed[at] = value;
                    return Decode.Body(changed) is not null;
                }
            );
    }

    [Fact]
    public void A_message_needs_a_sender_and_something_to_recognise_it_by_and_no_id_is_long()
    {
        var text = Gen.OneOf(
            Gen.Const(""),
            Gen.Const(" \t"),
            Gen.Const("x"),
            Gen.Const(new string('x', 256)),
            Gen.Const(new string('x', 257))
        );
        var maybe = Gen.OneOf(Gen.Const((string?)null), text.Select(value => (string?)value));
        var shape = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool);
        Gen.Select(maybe, text, text, text, text, maybe, shape)
            .Sample(
                (id, sender, content, channel, project, group, parts) =>
                {
                    var message = new IncomingMessage
                    {
                        Id = id,
                        Sender = sender,
                        Text = content,
                        Channel = channel,
                        Project = project,
                        Group = group is null ? null : new(group, null, null, []),
                        MediaUrl = parts.Item1 ? "https://a.example.net" : null,
                        Location = parts.Item2 ? new(1, 2) : null,
                        Contacts = parts.Item3 ? [new()] : [],
                    };
                    var validation = IncomingMessageValidator.Instance.Validate(message);
                    var hasContent = content.Length > 0 || parts.Item1 || parts.Item2 || parts.Item3;
                    var isGood =
                        IsId(sender)
                        && (id is null ? hasContent : IsId(id))
                        && channel.Length <= 256
                        && project.Length <= 256
                        && (group is null || IsId(group));
                    Assert.Equal(isGood, validation.IsValid);
                    Assert.All(validation.Errors, error => Assert.NotEqual("", error.ErrorMessage));
                },
                iter: 5_000
            );
    }

    private static bool IsId(string text) => text.Length <= 256 && text.Trim().Length > 0;

    private static string Whole(char[] characters) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(characters));
}
