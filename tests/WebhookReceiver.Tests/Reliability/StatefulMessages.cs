namespace WebhookReceiver.Tests.Reliability;

/// <summary>
/// Messages whose right reply depends on state: counters, forms, cooldowns, what is sent later, and a plug-in that fails.
/// </summary>
internal sealed class StatefulMessages(int seed, Func<int> next)
{
    private const int Counting = 40;
    private const int Curious = 300;

    public const string Rules = """
          - id: count
            when: count me
            remember: { n: "{{ contact.n | default: 0 | plus: 1 }}" }
            reply: "Count {{ contact.n }}."
          - id: visit
            when: book a visit
            ask:
              - people: For how many?
                expect: 1-12
              - name: Under which name?
            reply: "{{ people }} people, {{ name }}."
          - id: news
            when: any news
            cooldown: 1h
            reply: "News for {{ text }}."
          - id: no-news
            when: any news
            reply: "Nothing new for {{ text }}."
          - id: remind
            when: remind me <what:digits>
            reply:
              text: We will.
              then: { after: 1s, text: "Reminder {{ what }}" }
          - id: nobody
            stage: fallback
            when: crash
            reply: "Nobody is there for {{ text }}."
        """;

    /// <summary>One message, or the messages of a form, each to be sent when the one before is answered.</summary>
    public IReadOnlyList<SentMessage> Make(Random random)
    {
        var number = next();
        return random.Next(20) switch
        {
            < 9 => [Message(number, SentKind.Count, Contact(6, random.Next(Counting)), $"count me {number}")],
            < 13 => [Message(number, SentKind.News, Contact(7, random.Next(Curious)), $"any news {number}")],
            < 14 => [Message(number, SentKind.Reminder, Contact(4, number), $"remind me {number}", "We will.")],
            < 16 =>
            [
                Message(
                    number,
                    SentKind.Crash,
                    Contact(8, number),
                    $"crash {number}",
                    $"Nobody is there for crash {number}."
                ),
            ],
            _ => Visit(number, random.Next(1, 13)),
        };
    }

    private SentMessage[] Visit(int number, int people)
    {
        var contact = Contact(5, number);
        return
        [
            Message(number, SentKind.Form, contact, "book a visit", "For how many?"),
            Message(next(), SentKind.Form, contact, $"{people}", "Under which name?"),
            Message(next(), SentKind.Form, contact, $"Ann {number}", $"{people} people, Ann {number}."),
        ];
    }

    private SentMessage Message(int number, SentKind kind, string contact, string text, string? expected = null) =>
        SentMessage.Make(seed, number, kind, contact, text, expected);

    private static string Contact(int kind, int number) => $"447{kind}{number:00000000}";
}
