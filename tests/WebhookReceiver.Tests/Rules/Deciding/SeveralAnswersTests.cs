using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Deciding;

/// <summary>A message with several questions in it.</summary>
public sealed class SeveralAnswersTests
{
    private const string Hotel = """
        rules:
          - { id: parking, when: parking, reply: We have parking. }
          - { id: dogs, when: [dogs, dog], reply: Dogs are welcome. }
          - { id: wifi, when: wifi, reply: The wifi is free. }
          - { id: pool, when: pool, reply: The pool is heated. }
          - { id: both, when: breakfast * dinner, reply: Half board. }
          - { id: breakfast, when: breakfast, reply: From 7. }
          - { id: person, when: person, handover: 1h, reply: Somebody comes. }
          - { id: picture, when: picture, reply: { text: Look., media: "https://example.com/a.jpg" } }
          - { id: hello, stage: small-talk, when: hello, reply: Hello! }
          - { id: fallback, stage: fallback, reply: Pardon? }

        """;

    [Theory]
    [InlineData("do you have parking? and are dogs ok?", "We have parking.\n\nDogs are welcome.", "parking")]
    [InlineData("are dogs ok and do you have parking", "Dogs are welcome.\n\nWe have parking.", "parking")]
    [InlineData("Wifi?\nPool?", "The wifi is free.\n\nThe pool is heated.", "wifi")]
    [InlineData("parking, dog, wifi, pool", "We have parking.\n\nDogs are welcome.\n\nThe wifi is free.", "parking")]
    [InlineData("parking + are dogs ok", "We have parking.\n\nDogs are welcome.", "parking")]
    [InlineData("dogs & wifi", "Dogs are welcome.\n\nThe wifi is free.", "dogs")]
    [InlineData("parking? really, parking!", "We have parking.", "parking")]
    [InlineData("breakfast and dinner", "Half board.", "both")]
    [InlineData("parking and a person please", "We have parking.", "parking")]
    [InlineData("wifi? send a picture", "The wifi is free.", "wifi")]
    [InlineData("hello, is there wifi?", "The wifi is free.", "wifi")]
    [InlineData("bicycle? helicopter?", "Pardon?", "fallback")]
    [InlineData("wifi", "The wifi is free.", "wifi")]
    public async Task Every_part_that_a_rule_only_has_a_text_for_is_answered(string said, string answer, string rule)
    {
        var talk = new Talk("settings: { answer-all: true }\n" + Hotel);

        Assert.Equal(answer, await talk.SayAsync(said));
        Assert.Equal(rule, talk.Last.RuleName);
    }

    [Fact]
    public async Task Without_the_setting_one_rule_answers()
    {
        Assert.Equal("We have parking.", await new Talk(Hotel).SayAsync("do you have parking? and are dogs ok?"));
        Assert.Equal(
            "We have parking.",
            await new Talk("settings: { answer-all: false }\n" + Hotel).SayAsync("parking? dogs?")
        );
    }

    [Fact]
    public async Task The_rules_that_answered_are_told()
    {
        var talk = new Talk("settings: { answer-all: true }\n" + Hotel);
        await talk.SayAsync("dogs? parking?");

        Assert.Equal(["dogs", "parking"], talk.Last.Parts);
    }

    private const string Studio = """
        settings: { answer-all: true }
        rules:
          - { id: photo, when: { type: image }, reply: Thanks for the picture. }
          - { id: place, when: { type: location }, reply: Thanks for the place. }
          - { id: parking, when: parking, reply: We have parking. }
          - { id: dogs, when: dogs, reply: Dogs are welcome. }
          - { id: fallback, stage: fallback, reply: Pardon? }

        """;

    [Theory]
    [InlineData("", "Thanks for the picture.")]
    [InlineData("my hall", "Thanks for the picture.")]
    [InlineData("my hall, is there parking?", "Thanks for the picture.\n\nWe have parking.")]
    [InlineData("parking? dogs?", "Thanks for the picture.\n\nWe have parking.\n\nDogs are welcome.")]
    public async Task The_caption_of_a_picture_is_answered_beside_the_picture(string caption, string answer)
    {
        var talk = new Talk(Studio);
        var picture = Talk.Message(caption) with { Kind = MessageKind.Image, MediaUrl = "https://example.com/a.jpg" };

        Assert.Equal(answer, await talk.SendAsync(picture));
    }

    [Theory]
    [InlineData("", "Thanks for the place.")]
    [InlineData("we are here, dogs?", "Thanks for the place.\n\nDogs are welcome.")]
    public async Task So_is_what_stands_beside_a_place(string text, string answer)
    {
        var talk = new Talk(Studio);
        var place = Talk.Message(text) with { Kind = MessageKind.Location, Location = new Location(51.9, -8.5) };

        Assert.Equal(answer, await talk.SendAsync(place));
    }

    [Theory]
    [InlineData("parking, my hall", "We have parking.\n\nThanks for the picture.")]
    [InlineData("parking? dogs?", "We have parking.\n\nDogs are welcome.")]
    public async Task Where_the_caption_comes_first_its_rules_do(string caption, string answer)
    {
        var talk = new Talk(
            """
            settings: { answer-all: true }
            rules:
              - { id: parking, when: parking, reply: We have parking. }
              - { id: dogs, when: dogs, reply: Dogs are welcome. }
              - { id: photo, when: { type: image }, reply: Thanks for the picture. }

            """
        );
        var picture = Talk.Message(caption) with { Kind = MessageKind.Image, MediaUrl = "https://example.com/a.jpg" };

        Assert.Equal(answer, await talk.SendAsync(picture));
    }

    [Fact]
    public async Task In_a_form_the_question_stands_below_all_answers()
    {
        var talk = new Talk(
            "settings: { answer-all: true }\n"
                + Hotel
                + "  - { id: stay, when: xstay, ask: { nights: How many nights?, expect: 1-9 }, reply: '{{ nights }}.' }\n"
        );
        await talk.SayAsync("xstay");

        Assert.Equal(
            "We have parking.\n\nDogs are welcome.\n\nHow many nights?",
            await talk.SayAsync("do you have parking and are dogs ok?")
        );
        Assert.Equal(["parking", "dogs"], talk.Last.Parts);
        Assert.Equal("3.", await talk.SayAsync("3"));
    }

    [Fact]
    public async Task A_menu_that_nobody_chose_from_keeps_no_answer_back()
    {
        var talk = new Talk(
            "settings: { answer-all: true }\n"
                + Hotel
                + "  - { id: menu, when: xmenu, menu: [{ Rooms: Ten. }, { Food: Good. }] }\n"
        );
        await talk.SayAsync("xmenu");

        Assert.Equal("We have parking.\n\nDogs are welcome.", await talk.SayAsync("parking? and dogs?"));
        Assert.Equal("Good.", await talk.SayAsync("2"));
    }
}
