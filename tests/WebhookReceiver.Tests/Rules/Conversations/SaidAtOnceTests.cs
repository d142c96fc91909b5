namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>What the message that begins a form says about its questions: "an appointment for friday at 5pm".</summary>
public sealed class SaidAtOnceTests
{
    [Theory]
    [InlineData("en", "appointment", "I'd like an appointment for friday at 5pm please", "How many people?")]
    [InlineData("en", "appointment", "an appointment please", "Day?")]
    [InlineData("en", "appointment", "can I have an appointment on friday?", "Hour?")]
    [InlineData("en", "appointment", "appointment on friday at 5pm for two", "Name?")]
    [InlineData("en", "appointment", "an appointment on sunday", "Closed.\n\nDay?")]
    [InlineData(
        "en",
        "appointment",
        "an appointment on friday or saturday",
        "Friday 16 January or Saturday 17 January?\n\nDay?"
    )]
    [InlineData("en", "appointment", "I was there on friday, can I have another appointment?", "Day?")]
    [InlineData("en", "appointment", "an appointment, but not on friday", "Day?")]
    [InlineData("en", "appointment", "I missed my appointment on friday", "Day?")]
    [InlineData("es", "cita", "quiero una cita para el viernes a las 11", "How many people?")]
    [InlineData("pt", "consulta", "queria uma consulta na sexta às 10h", "How many people?")]
    [InlineData("fr", "rendez vous", "je voudrais un rendez-vous vendredi à 17h", "How many people?")]
    [InlineData("de", "termin", "ich möchte einen Termin am Freitag um 17 Uhr", "How many people?")]
    [InlineData("it", "appuntamento", "vorrei un appuntamento venerdì alle 17", "How many people?")]
    [InlineData("tr", "randevu", "cuma saat 17:00 randevu istiyorum", "How many people?")]
    [InlineData("id", "janji", "saya mau janji hari jumat jam 5 sore", "How many people?")]
    public async Task A_phrase_that_keeps_nothing_leaves_what_is_said_beside_it(
        string languages,
        string phrase,
        string said,
        string next
    )
    {
        var talk = new Talk(
            AlsoSaidTests
                .Rules(languages, AlsoSaidTests.Open.Replace("People?", "How many people?", StringComparison.Ordinal))
                .Replace("when: xvisit", $"when: {phrase}", StringComparison.Ordinal)
        );

        Assert.Equal(next, await talk.SayAsync(said));
    }

    [Theory]
    [InlineData("book a haircut for friday at 5pm", "Name?")]
    [InlineData("book a haircut please", "Day?")]
    [InlineData("can I book a haircut or a shave", "What?\n\n1. Shave\n2. Haircut")]
    [InlineData("yes, book", "What?\n\n1. Shave\n2. Haircut")]
    [InlineData("my haircut was awful, book another", "What?\n\n1. Shave\n2. Haircut")]
    public async Task A_choice_in_it_is_kept_too(string said, string next)
    {
        var talk = new Talk(
            AlsoSaidTests
                .Rules(
                    "en",
                    "{ what: What?, expect: [Shave, Haircut] }, { day: Day?, expect: { date: any, open: shop } },"
                        + "{ hour: Hour?, expect: { time: any, open: shop, on: day } }, { name: Name? }",
                    "reply: '{{ what }} {{ day }} {{ hour }} {{ name }}'"
                )
                .Replace("when: xvisit", "when: book", StringComparison.Ordinal)
        );

        Assert.Equal(next, await talk.SayAsync(said));
    }
}
