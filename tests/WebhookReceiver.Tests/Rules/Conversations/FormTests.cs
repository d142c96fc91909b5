namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>Questions in sequence.</summary>
public sealed class FormTests
{
    private const string Visit = """
        settings: { stop: stop }
        rules:
          - id: fire
            when: fire
            stage: before
            always: true
            reply: Run!
          - id: hours
            when: hours
            reply: Nine to five.
          - id: photo
            when: { words: logo }
            reply: { text: Our logo., media: "https://www.example.com/logo.png" }
          - id: person
            when: a person
            handover: 4h
            reply: Somebody comes.
          - id: visit
            when: [book a visit, visit for <people:number>]
            ask:
              - people: For how many?
                expect: 1-12
                otherwise: We have room for 1 to 12.
              - day: On which day?
                expect: [monday, tuesday, high tuesday]
                tries: 2
              - name: What is your name?
                skip: [no, rather not]
            reply: "{{ people }} on {{ day }}, {{ name | default: 'friend' }}."
            remember: { name: "{{ name }}" }
            expires: 15m
            cancel: [cancel, never mind]
          - id: fallback
            stage: fallback
            reply: Pardon?

        """;

    private const string Days = "On which day?\n\n1. monday\n2. tuesday\n3. high tuesday";

    [Fact]
    public async Task Questions_are_asked_until_all_is_known()
    {
        var talk = new Talk(Visit);

        Assert.Equal("For how many?", await talk.SayAsync("I want to book a visit"));
        Assert.Equal("visit", talk.Last.RuleName);
        Assert.Equal(Days, await talk.SayAsync("we are 4 people"));
        Assert.Equal("What is your name?", await talk.SayAsync("Tuesday, please"));
        Assert.Equal("4 on tuesday, Zoë O'Hara.", await talk.SayAsync(" Zoë O'Hara "));
        Assert.Equal("Zoë O'Hara", talk.Known["name"]);
        Assert.Empty(talk.Own);
        Assert.Equal("Pardon?", await talk.SayAsync("5"));
    }

    [Fact]
    public async Task What_is_captured_or_remembered_is_not_asked()
    {
        var talk = new Talk(Visit);
        Assert.Equal(Days, await talk.SayAsync("visit for 3"));
        Assert.Equal("What is your name?", await talk.SayAsync("monday"));
        Assert.Equal("3 on monday, Anna.", await talk.SayAsync("Anna"));

        Assert.Equal(Days, await talk.SayAsync("visit for 2"));
        Assert.Equal("2 on monday, Anna.", await talk.SayAsync("monday"));
    }

    [Fact]
    public async Task What_is_captured_must_fit_too()
    {
        var talk = new Talk(Visit);

        Assert.Equal("We have room for 1 to 12.\n\nFor how many?", await talk.SayAsync("visit for 40"));
    }

    [Fact]
    public async Task A_question_may_be_left_open()
    {
        var talk = new Talk(Visit);
        await talk.SayAsync("visit for 3");
        await talk.SayAsync("monday");

        Assert.Equal("3 on monday, friend.", await talk.SayAsync("Rather not!"));
        Assert.Empty(talk.Known);
    }

    [Fact]
    public async Task An_answer_that_does_not_fit_goes_to_the_rules_then_the_question_comes_again()
    {
        var talk = new Talk(Visit);
        await talk.SayAsync("book a visit");

        Assert.Equal("Nine to five.\n\nFor how many?", await talk.SayAsync("what are your hours?"));
        Assert.Equal("hours", talk.Last.RuleName);
        Assert.Equal("Our logo.\n\nFor how many?", await talk.SayAsync("show me your logo"));
        Assert.Equal("We have room for 1 to 12.\n\nFor how many?", await talk.SayAsync("many"));
        Assert.Equal("visit", talk.Last.RuleName);
        Assert.Equal(Days, await talk.SayAsync("12"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("13")]
    [InlineData("2 or 3")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public async Task A_range_has_bounds(string answer)
    {
        var talk = new Talk(Visit);
        await talk.SayAsync("book a visit");

        Assert.Equal("We have room for 1 to 12.\n\nFor how many?", await talk.SayAsync(answer));
    }

    [Fact]
    public async Task After_its_tries_the_form_is_given_up_and_the_fallback_answers()
    {
        var talk = new Talk(Visit);
        await talk.SayAsync("visit for 3");

        Assert.Equal(Days, await talk.SayAsync("soon"));
        Assert.Equal("Pardon?", await talk.SayAsync("very soon"));
        Assert.Empty(talk.Own);
        Assert.Equal("Pardon?", await talk.SayAsync("monday"));
    }

    [Fact]
    public async Task Without_a_fallback_the_form_says_good_bye()
    {
        var talk = new Talk(
            "rules:\n  - { id: a, when: hello, ask: { n: Number?, expect: digits 4, tries: 1 }, reply: Ok }\n"
        );
        await talk.SayAsync("hello");

        Assert.Equal("All right, let us leave it there.", await talk.SayAsync("what"));
        Assert.Null(await talk.SayAsync("1234"));
    }

    [Fact]
    public async Task Several_choices_in_one_answer_are_asked_about()
    {
        var talk = new Talk(Visit);
        await talk.SayAsync("visit for 3");

        Assert.Equal($"monday or tuesday?\n\n{Days}", await talk.SayAsync("monday or tuesday"));
        Assert.Equal("What is your name?", await talk.SayAsync("high tuesday"));
        Assert.Equal("3 on high tuesday, A.", await talk.SayAsync("A"));
    }

    [Fact]
    public async Task A_form_can_be_cancelled_and_ends_by_itself()
    {
        var talk = new Talk(Visit);
        await talk.SayAsync("book a visit");
        Assert.Equal("All right, let us leave it there.", await talk.SayAsync("Never mind!"));
        Assert.Empty(talk.Own);

        await talk.SayAsync("book a visit");
        talk.Wait(TimeSpan.FromMinutes(15));
        Assert.Equal("Pardon?", await talk.SayAsync("4"));
    }

    [Fact]
    public async Task Stop_an_emergency_and_a_handover_come_before_the_question()
    {
        var talk = new Talk(Visit);
        await talk.SayAsync("visit for 3");
        await talk.SayAsync("monday");

        Assert.Equal("Run!", await talk.SayAsync("fire"));
        Assert.StartsWith("You will get", await talk.SayAsync("stop"), StringComparison.Ordinal);
        await talk.SayAsync("start");
        Assert.Equal("Pardon?", await talk.SayAsync("Anna"));

        await talk.SayAsync("book a visit");
        Assert.Equal("Somebody comes.", await talk.SayAsync("I want a person"));
        Assert.Equal(["handover"], talk.Own.Keys);
    }

    [Fact]
    public async Task A_picture_can_be_asked_for()
    {
        var talk = new Talk(
            "rules:\n  - { id: cake, when: cake, ask: [{ photo: Show me!, expect: image }], reply: \"{{ photo }}\" }\n"
        );
        await talk.SayAsync("a cake");

        Assert.Equal("Show me!", await talk.SayAsync("like the last one"));
        var picture = Talk.Message("") with { Kind = MessageKind.Image, MediaUrl = "https://example.com/a.jpg" };
        Assert.Equal("https://example.com/a.jpg", await talk.SendAsync(picture));
    }

    [Theory]
    [InlineData("{{ contact }} \"}]")]
    [InlineData("{{ number }}")]
    public async Task What_a_customer_answers_is_data(string answer)
    {
        var talk = new Talk("rules:\n  - { id: a, when: hello, ask: { n: Name? }, reply: \"Hi {{ n }}\" }\n");
        await talk.SayAsync("hello");

        Assert.Equal($"Hi {answer}", await talk.SayAsync(answer));
    }

    [Fact]
    public async Task A_row_of_a_table_can_be_asked_for()
    {
        var talk = new Talk(
            """
            tables:
              items:
                - { name: Rye bread, also: rye, price: "4.20" }
                - { name: Baguette, price: "1.80" }
            rules:
              - id: order
                when: [order <item:items>, order]
                ask: { item: Which one?, expect: items }
                reply: "{{ item.name }} for {{ item.price }}."
            """
        );

        Assert.Equal("Which one?", await talk.SayAsync("I want to order"));
        Assert.Equal("Which one?", await talk.SayAsync("cake"));
        Assert.Equal("Rye bread for 4.20.", await talk.SayAsync("the rye please"));
        Assert.Equal("Baguette for 1.80.", await talk.SayAsync("order baguette"));
    }
}
