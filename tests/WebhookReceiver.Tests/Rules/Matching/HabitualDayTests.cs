using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>What is said of every week, or of the weekend: told by a text, never booked.</summary>
public sealed class HabitualDayTests
{
    private const string Shop = """
        settings: { zone: Europe/Dublin, languages: [en, es] }
        calendars:
          shop: { open: { mon-fri: "09:00-17:30", sat: "10:00-14:00" } }
        rules:
          - id: open-on
            when: { words: ["open <day:date>", "abren <day:date>"], open: { shop: <day> } }
            reply: { en: "{{ day | date: '%A' }}: {{ calendar.shop.on }}.", es: "{{ day | date: '%A' }}: {{ calendar.shop.on }}." }
          - id: closed-on
            when: { words: ["open <day:date>", "abren <day:date>"], closed: { shop: <day> } }
            reply: { en: "Closed on {{ day | date: '%A' }}.", es: "El {{ day | date: '%A' }} no." }
          - id: book
            when: [book <day:date>, reservar <day:date>]
            ask: { day: { en: Which day?, es: ¿Qué día? }, expect: { date: today.. } }
            reply: { en: "Booked: {{ day }}.", es: "Reservado: {{ day }}." }
          - id: reminder
            when: remind me <day:date>
            remember: { day: "{{ day }}" }
            reply: { en: "Noted: {{ day }}.", es: "Anotado: {{ day }}." }
          - id: fallback
            stage: fallback
            reply: { en: Pardon?, es: ¿Cómo? }
        """;

    [Theory]
    [InlineData("are you open on saturdays?", "Saturday: 10:00-14:00.")]
    [InlineData("are you open on sundays?", "Closed on Sunday.")]
    [InlineData("are you open every monday?", "Monday: 09:00-17:30.")]
    [InlineData("are you open at the weekend?", "Saturday: 10:00-14:00.")]
    [InlineData("¿abren los sábados?", "sábado: 10:00-14:00.")]
    [InlineData("abren los domingos", "El domingo no.")]
    [InlineData("abren el finde?", "sábado: 10:00-14:00.")]
    [InlineData("open saturdays and sundays?", "Pardon?")]
    public async Task A_question_of_opening_hours_is_answered_for_the_coming_day(string text, string expected) =>
        Assert.Equal(expected, await new Talk(Shop).SayAsync(text));

    [Theory]
    [InlineData("book on saturdays", "Which day?")]
    [InlineData("book every saturday", "Which day?")]
    [InlineData("book on saturday", "Booked: 2026-01-17.")]
    [InlineData("reservar los sábados", "¿Qué día?")]
    [InlineData("reservar el sábado", "Reservado: 2026-01-17.")]
    [InlineData("book the weekend", "Saturday 17 January or Sunday 18 January?\n\nWhich day?")]
    [InlineData("reservar el finde", "sábado 17 de enero o domingo 18 de enero?\n\n¿Qué día?")]
    public async Task A_booking_asks_for_the_day(string text, string expected) =>
        Assert.Equal(expected, await new Talk(Shop).SayAsync(text));

    [Theory]
    [InlineData("remind me on friday", "Noted: 2026-01-16.")]
    [InlineData("remind me on fridays", "Pardon?")]
    [InlineData("remind me at the weekend", "Pardon?")]
    public async Task A_rule_that_keeps_the_day_does_not_take_it(string text, string expected) =>
        Assert.Equal(expected, await new Talk(Shop).SayAsync(text));

    [Theory]
    [InlineData(3, "Saturday: 10:00-14:00.")] // on a Saturday: today
    [InlineData(4, "Closed on Sunday.")] // on a Sunday: today
    [InlineData(5, "Saturday: 10:00-14:00.")]
    public async Task A_weekend_that_has_begun_counts(int days, string expected)
    {
        var talk = new Talk(Shop);
        talk.Wait(TimeSpan.FromDays(days));

        Assert.Equal(expected, await talk.SayAsync("are you open this weekend?"));
    }
}
