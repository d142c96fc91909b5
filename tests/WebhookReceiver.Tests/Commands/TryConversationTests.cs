using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

/// <summary><c>try</c> as a conversation: lines of the terminal, or several texts.</summary>
public sealed class TryConversationTests
{
    private const string Shop = """
        settings: { stop: [stop] }
        rules:
          - id: order
            when: order
            ask:
              - cake: Which cake?
              - people: For how many?
                expect: 1-12
            reply: "A {{ cake }} for {{ people }}."
          - id: again
            when: { words: hello, first: 7d }
            reply: Nice to hear of you.
          - id: hello
            when: hello
            reply: Hello again!
          - id: photo
            when: { type: image }
            reply: "Lovely{% if text != '' %}: {{ text }}{% endif %}!"
          - id: later
            when: { button: later }
            reply: All right, later.
          - id: row
            when: { type: list }
            reply: You chose a row.
          - id: time
            when: what time
            reply: '{{ now | date: "%A %H:%M" }}'
        """;

    [Fact]
    public async Task Each_line_is_a_message_and_the_conversation_is_kept()
    {
        Assert.Equal(
            """
            > I want to order
            Which cake?
              by order (shop.yaml:3)

            > Lemon
            For how many?
              by order (shop.yaml:3)

            > 4
            A Lemon for 4.
              by order (shop.yaml:3)

            > bicycle
            (No rule answers this; the customer gets no reply.)
            """,
            await TypedAsync("I want to order", "", "Lemon", "4", "bicycle")
        );
    }

    [Fact]
    public async Task Several_texts_are_one_conversation() =>
        Assert.Equal(
            """
            > order
            Which cake?
              by order (shop.yaml:3)

            > Lemon
            For how many?
              by order (shop.yaml:3)
            """,
            await SaidAsync("order", "Lemon")
        );

    [Theory]
    [InlineData(":image cake.jpg", "Lovely!")]
    [InlineData(":image cake.jpg this one?", "Lovely: this one?!")]
    [InlineData(":button later", "All right, later.")]
    [InlineData(":list row-2", "You chose a row.")]
    [InlineData(":-) hello", "Nice to hear of you.")]
    [InlineData(" :hello", "Nice to hear of you.")]
    public async Task An_order_sends_what_has_no_words(string line, string answer) =>
        Assert.StartsWith($"> {line}\n{answer}\n  by ", await TypedAsync(line), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        ":imagine x",
        "There is no ':imagine'. Write ':help' to see what there is, or a blank before it to send it."
    )]
    [InlineData(":image", "The file has no name. Write ':image cake.jpg', for example.")]
    [InlineData(":button", "Nothing is chosen. Write ':button later', for example.")]
    [InlineData(":wait", "'' is no length of time. Write ':wait 2d'; 30s, 5m and 12h work too.")]
    [InlineData(":wait soon", "'soon' is no length of time. Write ':wait 2d'; 30s, 5m and 12h work too.")]
    [InlineData(":as Bob", "'Bob' is no number. Write ':as +44 7700 900123', for example.")]
    public async Task A_wrong_order_is_told_and_sends_nothing(string line, string told) =>
        Assert.Equal(
            $"> {line}\n{told}\n\n> hello\nNice to hear of you.\n  by again (shop.yaml:10)",
            await TypedAsync(line, "hello")
        );

    [Fact]
    public async Task Help_names_every_order()
    {
        string[] orders = [":image", ":video", ":audio", ":document", ":button", ":list", ":wait", ":as", "Ctrl-D"];

        var help = await TypedAsync(":help");

        Assert.All(orders, order => Assert.Contains(order, help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Time_passes_between_two_messages() =>
        Assert.Equal(
            """
            > hello
            Nice to hear of you.
              by again (shop.yaml:10)

            > hello
            Hello again!
              by hello (shop.yaml:13)

            > :wait 8d
            (It is Thursday 22 January 2026, 12:00.)

            > hello
            Nice to hear of you.
              by again (shop.yaml:10)

            > what time is it?
            Thursday 12:00
              by time (shop.yaml:25)
            """,
            await TypedAsync("hello", "hello", ":wait 8d", "hello", "what time is it?")
        );

    [Fact]
    public async Task Two_people_have_a_conversation_each()
    {
        var output = await TypedAsync(
            "order",
            ":as +44 7700 900123",
            "Lemon",
            "stop",
            ":as +353 85 000 0001",
            "order",
            ":as +44 7700 900123",
            "order"
        );

        Assert.Contains(
            "> Lemon\n(No rule answers this; the customer gets no reply.)\n",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("(You write as +44 7700 900123.)\n", output, StringComparison.Ordinal);
        Assert.EndsWith(
            "> order\n(No rule answers this; the customer gets no reply.)",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_single_order_is_answered_with_its_json() =>
        Assert.Equal(
            """
            All right, later.

            rule  later (shop.yaml:19)
            json  {"message-out":"All right, later.","delay":"0","type":"1"}
            """,
            await SaidAsync(":button later")
        );

    private static Task<string> SaidAsync(params string[] texts) => RunAsync("", texts);

    private static Task<string> TypedAsync(params string[] lines) => RunAsync(string.Join('\n', lines));

    private static async Task<string> RunAsync(string typed, params string[] texts)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop);
        using var input = new StringReader(typed);
        var (code, output, errors) = await Verb.RunAsync(
            TryCommand.Create([], input),
            [.. texts, "--rules", folder.Path, "--at", "2026-01-14T12:00:00Z"]
        );
        Assert.Equal((0, ""), (code, errors));
        return output.Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }
}
