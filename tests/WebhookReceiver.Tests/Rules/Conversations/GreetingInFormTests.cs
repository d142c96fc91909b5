namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>A greeting in the middle of a form: it is answered, and the form stays.</summary>
public sealed class GreetingInFormTests
{
    private static Talk Salon(string languages, string greeting, string hello) =>
        new(
            $$$"""
            settings: { zone: UTC, languages: [{{{languages}}}] }
            rules:
              - id: hello
                when: [{{{hello}}}, menu]
                {{{greeting}}}
              - id: visit
                when: xvisit
                ask:
                  - { day: Day?, expect: [monday, friday] }
                  - { name: Name? }
                reply: "{{ day }} {{ name }}"
                cancel: [cancel]
              - { id: prices, when: xprices, menu: [{ Cut: "30." }, { Colour: "60." }] }

            """
        );

    private const string Menu = "reply: Welcome!, menu: [{ Prices: Sixty. }, { Visit: { go: visit } }]";

    private static string Inline(string keys) => keys.Replace(", menu:", "\n    menu:", StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "hello", "hello")]
    [InlineData("en", "hi", "Hi!")]
    [InlineData("en", "hi", "hi there 🙂")]
    [InlineData("es", "hola", "hola buenas")]
    [InlineData("pt", "oi", "oi, bom dia")]
    [InlineData("fr", "bonjour", "Bonjour")]
    [InlineData("de", "hallo", "hallo, guten Tag")]
    [InlineData("it", "ciao", "ciao")]
    [InlineData("hi", "नमस्ते", "नमस्ते")]
    [InlineData("ar", "مرحبا", "مرحبا")]
    [InlineData("tr", "merhaba", "merhaba")]
    [InlineData("id", "halo", "halo, selamat pagi")]
    public async Task A_greeting_with_a_menu_leaves_the_form_open(string languages, string hello, string said)
    {
        var talk = Salon(languages, Inline(Menu), hello);
        await talk.SayAsync("xvisit");

        Assert.Equal("Welcome!\n\nDay?\n\n1. monday\n2. friday", await talk.SayAsync(said));
        Assert.Equal("Name?", await talk.SayAsync("2"));
        Assert.Equal("Welcome!\n\nName?", await talk.SayAsync(said));
        Assert.Equal("friday Ann", await talk.SayAsync("Ann"));
    }

    [Fact]
    public async Task A_menu_without_a_greeting_text_repeats_the_question_alone()
    {
        var talk = Salon("en", "menu: [{ Prices: Sixty. }]", "hello");
        await talk.SayAsync("xvisit");

        Assert.Equal("Day?\n\n1. monday\n2. friday", await talk.SayAsync("hello"));
        Assert.Equal("Name?", await talk.SayAsync("monday"));
    }

    [Fact]
    public async Task So_does_a_greeting_that_asks()
    {
        var talk = Salon("en", "ask: { what: What can I do?, expect: [this, that] }\n    reply: Done.", "hello");
        await talk.SayAsync("xvisit");

        Assert.Equal("Day?\n\n1. monday\n2. friday", await talk.SayAsync("hello"));
        Assert.Equal("Name?", await talk.SayAsync("monday"));
    }

    [Fact]
    public async Task Any_small_talk_leaves_the_form_open()
    {
        var talk = Salon("en", "stage: small-talk\n    " + Inline(Menu), "good to see you");
        await talk.SayAsync("xvisit");

        Assert.Equal("Welcome!\n\nDay?\n\n1. monday\n2. friday", await talk.SayAsync("good to see you"));
        Assert.Equal("Name?", await talk.SayAsync("monday"));
    }

    [Theory]
    [InlineData("menu", "Welcome!\n\n1. Prices\n2. Visit", "1", "Sixty.")]
    [InlineData("xprices", "1. Cut\n2. Colour", "2", "60.")]
    public async Task Who_asks_for_a_menu_gets_it(string said, string menu, string choice, string answer)
    {
        var talk = Salon("en", Inline(Menu), "hello");
        await talk.SayAsync("xvisit");

        Assert.Equal(menu, await talk.SayAsync(said));
        Assert.Equal(answer, await talk.SayAsync(choice));
    }

    [Theory]
    [InlineData("please cancel my appointment on friday", "Day?\n\n1. monday\n2. friday")]
    [InlineData("an appointment please", "Welcome. What?\n\n1. cut\n2. colour")]
    public async Task Who_speaks_of_cancelling_begins_no_other_form(string said, string expected)
    {
        var talk = new Talk(
            """
            settings: { zone: UTC, languages: [en] }
            rules:
              - id: visit
                when: appointment
                ask:
                  - { what: Welcome. What?, expect: [cut, colour] }
                  - { day: Day?, expect: [monday, friday] }
                  - { name: Name? }
                reply: "{{ what }} {{ day }} {{ name }}"

            """
        );
        await talk.SayAsync("an appointment please");
        await talk.SayAsync("cut");

        Assert.Equal(expected, await talk.SayAsync(said));
    }

    [Fact]
    public async Task Without_a_form_a_greeting_shows_its_menu()
    {
        var talk = Salon("en", Inline(Menu), "hello");

        Assert.Equal("Welcome!\n\n1. Prices\n2. Visit", await talk.SayAsync("hello"));
        Assert.Equal("1. Cut\n2. Colour", await talk.SayAsync("xprices"));
        Assert.Equal("Welcome!\n\n1. Prices\n2. Visit", await talk.SayAsync("hello"));
    }
}
