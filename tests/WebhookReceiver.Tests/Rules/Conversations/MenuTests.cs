namespace WebhookReceiver.Tests.Rules.Conversations;

public sealed class MenuTests
{
    private const string Parcels = """
        rules:
          - id: redelivery
            when: reschedule
            reply: When shall we come?
            menu:
              - Tomorrow: "Done, we come {{ choice }}."
              - Book a visit: { go: visit }
              - Never: { silence: true }
              - Call me: { text: We call., then: { after: 1h, text: Did we call? } }
            remember: { slot: "{{ choice }}" }
          - id: visit
            when: visit
            ask: { day: Which day? }
            reply: See you on {{ day }}.
          - id: hours
            when: hours
            reply: Nine to five.

        """;

    private const string Shown = "When shall we come?\n\n1. Tomorrow\n2. Book a visit\n3. Never\n4. Call me";

    [Theory]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("number 1 please")]
    [InlineData("TOMORROW")]
    [InlineData("tomorrow would be fine, thanks")]
    [InlineData("١")]
    public async Task A_number_or_a_label_chooses(string answer)
    {
        var talk = new Talk(Parcels);
        Assert.Equal(Shown, await talk.SayAsync("please reschedule"));

        Assert.Equal("Done, we come Tomorrow.", await talk.SayAsync(answer));
        Assert.Equal("redelivery", talk.Last.RuleName);
        Assert.Equal("Tomorrow", talk.Known["slot"]);
        Assert.Empty(talk.Own);
    }

    [Fact]
    public async Task A_button_chooses_too()
    {
        var talk = new Talk(Parcels);
        await talk.SayAsync("reschedule");

        var tap = Talk.Message("x") with { Kind = MessageKind.Button, ButtonPayload = "Tomorrow" };
        Assert.Equal("Done, we come Tomorrow.", await talk.SendAsync(tap));
    }

    [Fact]
    public async Task A_choice_can_lead_to_another_rule()
    {
        var talk = new Talk(Parcels);
        await talk.SayAsync("reschedule");

        Assert.Equal("Which day?", await talk.SayAsync("2"));
        Assert.Equal("visit", talk.Last.RuleName);
        Assert.Equal("See you on friday.", await talk.SayAsync("friday"));
    }

    [Fact]
    public async Task A_choice_can_be_silent_or_send_more_later()
    {
        var talk = new Talk(Parcels);
        await talk.SayAsync("reschedule");
        Assert.Null(await talk.SayAsync("3"));
        Assert.Empty(talk.Own);

        await talk.SayAsync("reschedule");
        Assert.Equal("We call.", await talk.SayAsync("call me"));
        Assert.Equal("Did we call?", Assert.Single(talk.Last.Later).Text);
    }

    [Fact]
    public async Task What_chooses_nothing_goes_to_the_rules_and_if_none_knows_it_the_menu_comes_again()
    {
        var talk = new Talk(Parcels);
        await talk.SayAsync("reschedule");

        Assert.Equal("Nine to five.", await talk.SayAsync("hours?"));
        Assert.Equal(Shown, await talk.SayAsync("7"));
        Assert.Equal("Done, we come Tomorrow.", await talk.SayAsync("1"));
    }

    [Fact]
    public async Task Menus_that_lead_to_each_other_take_one_step_a_message()
    {
        var talk = new Talk(
            """
            rules:
              - { id: a, when: menu, menu: [{ Over: { go: b } }] }
              - { id: b, when: other, menu: [{ Back: { go: a } }] }
            """
        );
        Assert.Equal("1. Over", await talk.SayAsync("menu"));
        for (var turn = 0; turn < 20; turn++)
        {
            Assert.Equal("1. Back", await talk.SayAsync("1"));
            Assert.Equal("1. Over", await talk.SayAsync("1"));
        }
    }

    [Fact]
    public async Task The_long_form_has_labels_by_language()
    {
        var talk = new Talk(
            """
            settings: { languages: [en, de] }
            rules:
              - id: a
                when: menu
                menu:
                  - { label: { en: Yes, de: Ja }, reply: { en: Good., de: Gut. } }
                  - { label: { en: No, de: Nein }, reply: { en: Bad., de: Schlecht. } }
            """
        );

        Assert.Equal("1. Yes\n2. No", await talk.SayAsync("menu"));
        Assert.Equal("Bad.", await talk.SayAsync("no"));
    }

    private const string Salon = """
        settings: { languages: [en], zone: UTC }
        rules:
          - { id: hello, when: hello, reply: Welcome!, menu: [{ Prices: Sixty. }, { "Book a visit": Booked. }, { "Iced tea ☕": Tea. }] }
          - { id: more, when: more, menu: [{ Cut: "30." }, { Colour: "60." }] }
          - { id: hours, when: [hours, open], reply: From 8 to 6. }
          - { id: lost, when: lost, reply: We look for it. }
          - { id: fallback, stage: fallback, reply: Pardon? }

        """;

    private const string Welcome = "Welcome!\n\n1. Prices\n2. Book a visit\n3. Iced tea ☕";

    [Theory]
    [InlineData("2", "Booked.")]
    [InlineData("number 2 please", "Booked.")]
    [InlineData("the first one", "Sixty.")]
    [InlineData("Prices", "Sixty.")]
    [InlineData("prices!", "Sixty.")]
    [InlineData("book a visit", "Booked.")]
    [InlineData("iced tea", "Tea.")]
    [InlineData("☕", "Tea.")]
    [InlineData("my prices are lost", "We look for it.")]
    [InlineData("visit", Welcome)]
    [InlineData("tea", Welcome)]
    [InlineData("2 people are open to it", "From 8 to 6.")]
    [InlineData("something else", Welcome)]
    public async Task After_another_answer_a_menu_is_chosen_from_by_number_and_label_alone(string said, string answer)
    {
        var talk = new Talk(Salon);
        await talk.SayAsync("hello");

        Assert.Equal("From 8 to 6.", await talk.SayAsync("when do you open?"));
        Assert.Equal("From 8 to 6.", await talk.SayAsync("hours?"));
        Assert.Equal(answer, await talk.SayAsync(said));
    }

    [Fact]
    public async Task A_menu_that_is_shown_again_is_chosen_from_by_its_words_again()
    {
        var talk = new Talk(Salon);
        await talk.SayAsync("hello");
        await talk.SayAsync("hours?");

        Assert.Equal(Welcome, await talk.SayAsync("something else"));
        Assert.Equal("Booked.", await talk.SayAsync("the visit please"));
    }

    [Fact]
    public async Task A_number_chooses_from_the_newest_menu()
    {
        var talk = new Talk(Salon);
        await talk.SayAsync("hello");
        await talk.SayAsync("hours?");

        Assert.Equal("1. Cut\n2. Colour", await talk.SayAsync("more"));
        Assert.Equal("From 8 to 6.", await talk.SayAsync("hours?"));
        Assert.Equal("60.", await talk.SayAsync("2"));
        Assert.Equal("Pardon?", await talk.SayAsync("1"));
    }

    [Fact]
    public async Task A_menu_that_was_passed_still_expires_and_can_be_cancelled()
    {
        var talk = new Talk(Salon.Replace("{ id: more,", "{ id: more, cancel: [cancel],", StringComparison.Ordinal));
        await talk.SayAsync("more");
        await talk.SayAsync("hours?");
        Assert.Equal("All right, let us leave it there.", await talk.SayAsync("cancel"));

        await talk.SayAsync("more");
        await talk.SayAsync("hours?");
        talk.Wait(TimeSpan.FromMinutes(31));
        Assert.Equal("Pardon?", await talk.SayAsync("2"));
    }
}
