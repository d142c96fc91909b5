namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>What people write around "cancel", "stop" and the like.</summary>
public sealed class CommandWordingTests
{
    private const string Cancelled = "All right, let us leave it there.";
    private const string Stopped = "Stopped.";

    private static Talk Order(string languages, string cancel) =>
        new(
            """
            settings: { languages: [en], zone: UTC }
            rules:
              - id: order
                when: order now
                ask:
                  - name: Your name?
                reply: "Ordered for {{ name }}."
                cancel: [CANCEL]
              - id: fallback
                stage: fallback
                reply: Pardon?

            """.Replace(
                "languages: [en], ",
                languages.Length == 0 ? "" : $"languages: [{languages}], ",
                StringComparison.Ordinal
            ).Replace("CANCEL", cancel, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("", "cancel", "please cancel")]
    [InlineData("", "cancel", "cancel it")]
    [InlineData("", "cancel", "I want to cancel this")]
    [InlineData("", "cancel", "Cancel my order, thanks!")]
    [InlineData("", "cancel", "I’d like to cancel please")]
    [InlineData("", "cancel", "no thanks, cancel")]
    [InlineData("", "cancel", "cancel 🙏")]
    [InlineData("", "cancel", "ok, can you cancel it now pls")]
    [InlineData("", "cancelar", "quiero cancelar mi pedido por favor")]
    [InlineData("", "never mind", "oh, never mind, sorry")]
    [InlineData("en", "cancel", "just cancel the whole thing")]
    [InlineData("es", "cancelar", "quisiera cancelarlo")]
    [InlineData("es", "cancelar", "cancelar, gracias")]
    [InlineData("pt-BR", "cancelar", "quero cancelar isso, obrigado")]
    [InlineData("fr", "annuler", "je voudrais l'annuler s'il vous plaît")]
    [InlineData("fr", "annuler", "merci d’annuler ma commande")]
    [InlineData("de", "abbrechen", "bitte abbrechen")]
    [InlineData("de", "stornieren", "Ich möchte die Bestellung stornieren, danke")]
    [InlineData("it", "annullare", "vorrei annullare tutto, grazie")]
    [InlineData("nl", "annuleren", "ik wil graag mijn bestelling annuleren")]
    [InlineData("tr", "iptal", "lütfen siparişimi iptal edin")]
    [InlineData("id", "batal", "tolong batal saja")]
    [InlineData("hi-Latn, en", "cancel", "mera order cancel kar do please")]
    [InlineData("hi", "रद्द", "कृपया इसे रद्द करें")]
    [InlineData("ru", "отменить", "я хочу отменить заказ, пожалуйста")]
    [InlineData("ar", "الغاء", "من فضلك الغاء الطلب")]
    [InlineData("he", "לבטל", "אני רוצה לבטל את ההזמנה בבקשה")]
    [InlineData("pl", "anuluj", "proszę anuluj zamówienie")]
    [InlineData("ja", "キャンセル", "キャンセルしたいです")]
    [InlineData("ko", "취소", "취소 해주세요")]
    [InlineData("zh", "取消", "请取消我的订单")]
    [InlineData("", "cancel", "no, cancel")]
    [InlineData("", "cancel", "no. cancel please")]
    [InlineData("", "cancel", "please cancel it all")]
    [InlineData("", "cancel", "nope, cancel")]
    [InlineData("", "cancel", "i changed my mind, cancel it")]
    [InlineData("", "cancel", "Sorry, I can't make it. Please cancel my booking")]
    [InlineData("en", "cancel", "i'd like to have it cancelled please")]
    [InlineData("es", "cancelar", "por favor cancele mi pedido")]
    [InlineData("es", "cancelar", "no, mejor cancela")]
    [InlineData("es", "cancelar", "cancélalo por favor")]
    [InlineData("pt", "cancelar", "por favor cancela tudo")]
    [InlineData("pt", "cancelar", "não, cancele o pedido")]
    [InlineData("fr", "annuler", "annulez ma commande s'il vous plaît")]
    [InlineData("fr", "annuler", "non annulez tout")]
    [InlineData("de", "stornieren", "bitte stornieren Sie meine Bestellung")]
    [InlineData("de", "stornieren", "nein, bitte stornieren")]
    [InlineData("de", "stornieren", "storniere die Bestellung")]
    [InlineData("de", "stornieren", "Ich würde die Buchung gern stornieren")]
    [InlineData("it", "annullare", "vorrei annullare l'ordine")]
    [InlineData("it", "annullare", "no grazie, annulla la prenotazione")]
    [InlineData("hi-Latn", "cancel", "nahi, cancel kar do")]
    [InlineData("hi-Latn", "cancel", "booking cancel karni hai")]
    [InlineData("hi", "रद्द", "मेरा ऑर्डर रद्द कर दीजिए")]
    [InlineData("ar", "الغاء", "لو سمحت الغي الموعد")]
    [InlineData("tr", "iptal", "hayır, iptal edin")]
    [InlineData("tr", "iptal", "rezervasyonu iptal edin lütfen")]
    [InlineData("id", "batal", "tidak, batalkan saja")]
    [InlineData("id", "batal", "saya ingin membatalkan")]
    [InlineData("de, fr", "stornieren", "nein stornieren")]
    public async Task Courtesy_and_what_is_cancelled_do_not_change_what_is_meant(
        string languages,
        string word,
        string said
    )
    {
        var talk = Order(languages, word);
        await talk.SayAsync("order now");

        Assert.Equal(Cancelled, await talk.SayAsync(said));
        Assert.DoesNotContain("form", talk.Own.Keys);
    }

    [Theory]
    [InlineData("", "cancel", "don't cancel")]
    [InlineData("", "cancel", "dont cancel it please")]
    [InlineData("", "cancel", "how do I cancel?")]
    [InlineData("", "cancel", "can I cancel?")]
    [InlineData("", "cancelar", "no cancelar")]
    [InlineData("", "anula", "nu anula")]
    [InlineData("en", "cancel", "please do not cancel my order")]
    [InlineData("es", "cancelar", "no quiero cancelar")]
    [InlineData("es", "cancelar", "¿cómo puedo cancelar?")]
    [InlineData("pt", "cancelar", "não quero cancelar")]
    [InlineData("fr", "annuler", "ne pas annuler")]
    [InlineData("fr", "annulez", "n'annulez pas ma commande")]
    [InlineData("de", "abbrechen", "bitte nicht abbrechen")]
    [InlineData("de", "stornieren", "kann ich stornieren?")]
    [InlineData("it", "annullare", "non annullare")]
    [InlineData("nl", "annuleren", "niet annuleren alsjeblieft")]
    [InlineData("tr", "iptal", "iptal etme")]
    [InlineData("id", "batal", "jangan batal")]
    [InlineData("hi-Latn", "cancel", "cancel mat karo")]
    [InlineData("ru", "отменить", "не отменить заказ")]
    [InlineData("ar", "الغاء", "لا اريد الغاء الطلب")]
    [InlineData("he", "לבטל", "לא לבטל בבקשה")]
    [InlineData("pl", "anuluj", "nie anuluj")]
    [InlineData("ja", "キャンセル", "キャンセルしないでください")]
    [InlineData("ko", "취소", "취소 하지 마세요")]
    [InlineData("zh", "取消", "不要取消")]
    [InlineData("", "cancel", "no need to cancel")]
    [InlineData("", "cancel", "no cancel")]
    [InlineData("", "cancel", "cancel? no")]
    [InlineData("en", "cancel", "what if I cancel")]
    [InlineData("en", "cancel", "do I have to cancel by phone?")]
    [InlineData("en", "cancel", "can I still cancel later")]
    [InlineData("en", "cancel", "if it rains, cancel")]
    [InlineData("es", "cancelar", "no hace falta cancelar")]
    [InlineData("pt", "cancelar", "posso cancelar depois?")]
    [InlineData("fr", "annuler", "je ne veux pas annuler")]
    [InlineData("fr", "annuler", "on peut annuler plus tard ?")]
    [InlineData("de", "stornieren", "ich will nicht stornieren")]
    [InlineData("de", "stornieren", "kann ich noch stornieren")]
    [InlineData("it", "annullare", "non voglio annullare")]
    [InlineData("it", "annullare", "non annullate")]
    [InlineData("tr", "iptal", "iptal etmek istemiyorum")]
    [InlineData("tr", "iptal", "iptal edebilir miyim?")]
    [InlineData("tr", "iptal", "iptal etmeyin")]
    [InlineData("id", "batal", "jangan batalkan")]
    [InlineData("id", "batal", "bisa dibatalkan?")]
    [InlineData("hi-Latn", "cancel", "cancel nahi karna")]
    [InlineData("hi", "रद्द", "क्या मैं रद्द कर सकता हूँ")]
    [InlineData("ar", "الغاء", "لا تلغي الطلب")]
    public async Task Negations_and_questions_neither_cancel_nor_answer_the_question(
        string languages,
        string word,
        string said
    )
    {
        var talk = Order(languages, word);
        await talk.SayAsync("order now");

        Assert.Equal("Your name?", await talk.SayAsync(said));
        Assert.Equal("Ordered for Ann.", await talk.SayAsync("Ann"));
    }

    [Theory]
    [InlineData("", "cancel", "forget it, I will phone you")]
    [InlineData("en", "cancel", "forget it, I will phone you")]
    [InlineData("en", "cancel", "forget it I'll phone you")]
    [InlineData("en", "cancel", "never mind, I'll call you")]
    [InlineData("en", "cancel", "forget it, I will call when I have time")]
    [InlineData("en", "cancel", "never mind")]
    [InlineData("en", "cancel", "cancel please, I can't come")]
    [InlineData("en", "cancel", "cancel it, we are not coming")]
    [InlineData("en", "cancel", "sorry, not interested anymore")]
    [InlineData("en", "cancel", "I don't need it anymore, thanks")]
    [InlineData("es", "cancelar", "ya no me interesa, gracias")]
    [InlineData("pt", "cancelar", "não quero mais, obrigada")]
    [InlineData("fr", "annuler", "je n'en ai plus besoin, merci")]
    [InlineData("de", "stornieren", "lieber doch nicht, danke")]
    [InlineData("it", "annulla", "non mi serve più, grazie")]
    [InlineData("hi-Latn", "cancel", "phir kabhi")]
    [InlineData("ar", "الغاء", "لم أعد أريد، شكرا")]
    [InlineData("tr", "iptal", "artık istemiyorum")]
    [InlineData("id", "batal", "lain kali aja deh")]
    [InlineData("es", "cancelar", "déjalo, ya llamo yo")]
    [InlineData("es", "cancelar", "olvídalo, os llamo yo")]
    [InlineData("es", "cancelar", "cancélalo, no puedo ir")]
    [InlineData("pt", "cancelar", "deixa, eu ligo")]
    [InlineData("pt", "cancelar", "esquece, eu ligo mais tarde")]
    [InlineData("fr", "annuler", "laissez tomber, je vous appelle")]
    [InlineData("fr", "annuler", "laisse tomber, j'appellerai demain")]
    [InlineData("fr", "annuler", "laissez tomber j'appellerai")]
    [InlineData("fr", "annuler", "tant pis j'irai ailleurs")]
    [InlineData("it", "annulla", "lascia perdere richiamo")]
    [InlineData("es", "cancelar", "déjalo ya llamaré")]
    [InlineData("pt", "cancelar", "deixa depois ligo")]
    [InlineData("fr", "annuler", "annulez, je ne peux pas venir")]
    [InlineData("de", "stornieren", "lass es, ich rufe an")]
    [InlineData("de", "stornieren", "Vergessen Sie es, ich rufe an")]
    [InlineData("de", "stornieren", "bitte stornieren, ich kann nicht kommen")]
    [InlineData("it", "annulla", "lascia perdere, chiamo io")]
    [InlineData("it", "annulla", "lasci stare, la chiamo io")]
    [InlineData("hi", "रद्द", "रहने दो, मैं फ़ोन कर लूँगा")]
    [InlineData("hi-Latn", "cancel", "rehne do, main phone kar lunga")]
    [InlineData("ar", "الغاء", "خلاص، سأتصل بكم")]
    [InlineData("tr", "iptal", "boş ver, ben ararım")]
    [InlineData("tr", "iptal", "vazgeçtim, ben sizi ararım")]
    [InlineData("id", "batal", "lupakan, nanti saya telepon")]
    [InlineData("id", "batal", "gak jadi deh")]
    public async Task Who_gives_up_in_other_words_and_says_why_gives_up(string languages, string word, string said)
    {
        var talk = Order(languages, word);
        await talk.SayAsync("order now");

        Assert.Equal(Cancelled, await talk.SayAsync(said));
        Assert.DoesNotContain("form", talk.Own.Keys);
    }

    [Theory]
    [InlineData("cancel it, I want friday instead", "Friday 16 January\n\nHour?")]
    [InlineData("cancel it I want friday instead", "Friday 16 January\n\nHour?")]
    [InlineData("never mind, friday please", "Friday 16 January\n\nHour?")]
    [InlineData("forget it, 5pm is fine", "See you 2026-01-15 17:00.")]
    [InlineData("cancel, not now", "Hour?")]
    [InlineData("cancel it, I can't come on friday", Cancelled)]
    [InlineData("friday is no good, please cancel", Cancelled)]
    [InlineData("cancel it, yes please", Cancelled)]
    [InlineData("forget it, can I come on friday?", "Friday 16 January\n\nHour?")]
    [InlineData("don't forget it", "Hour?")]
    public async Task Who_goes_on_with_another_answer_does_not_give_up(string said, string expected)
    {
        var talk = new Talk(
            """
            settings: { languages: [en], zone: UTC }
            rules:
              - id: visit
                when: xvisit
                ask:
                  - { day: Day?, expect: date }
                  - { hour: Hour?, expect: time }
                reply: "See you {{ day }} {{ hour }}."
                cancel: [cancel]

            """
        );
        await talk.SayAsync("xvisit");
        await talk.SayAsync("thursday");

        Assert.Equal(expected, await talk.SayAsync(said));
    }

    [Theory]
    [InlineData("en", "cancel my booking for friday please")]
    [InlineData("en", "can I cancel my booking on friday at 5pm")]
    [InlineData("es", "quiero cancelar mi cita del viernes")]
    [InlineData("pt", "cancelar a minha reserva de sexta por favor")]
    [InlineData("fr", "annulez ma réservation de vendredi s'il vous plaît")]
    [InlineData("de", "bitte den Termin am Freitag stornieren")]
    [InlineData("it", "vorrei annullare la prenotazione di venerdì")]
    [InlineData("hi-Latn", "mera friday ka appointment cancel kar do")]
    [InlineData("ar", "اريد الغاء حجزي يوم الجمعة")]
    [InlineData("tr", "cuma randevumu iptal etmek istiyorum")]
    [InlineData("id", "tolong batalkan reservasi saya hari jumat")]
    public async Task A_day_of_what_is_to_be_cancelled_is_no_answer(string languages, string said)
    {
        foreach (var cancel in new[] { "", "cancel: [xcancel]" })
        {
            var talk = new Talk(
                $$$"""
                settings: { languages: [{{{languages}}}], zone: UTC }
                rules:
                  - id: visit
                    when: xvisit
                    ask:
                      - { day: Day?, expect: date }
                      - { hour: Hour?, expect: time }
                    reply: "See you {{ day }} {{ hour }}."
                    {{{cancel}}}

                """
            );
            await talk.SayAsync("xvisit");
            Assert.Equal("Day?", await talk.SayAsync(said));
            await talk.SayAsync("2026-01-15");
            Assert.Equal("Hour?", await talk.SayAsync(said));
            Assert.Equal("See you 2026-01-15 17:00.", await talk.SayAsync("17:00"));
        }
    }

    [Fact]
    public async Task Without_a_word_for_cancelling_nothing_gives_up()
    {
        var talk = new Talk("rules:\n  - { id: a, when: xorder, ask: { n: 'Which wish?' }, reply: 'For {{ n }}.' }\n");
        await talk.SayAsync("xorder");

        Assert.Equal("For forget it.", await talk.SayAsync("forget it"));
    }

    [Theory]
    [InlineData("Cancel Smith")]
    [InlineData("Please ring twice, we cancel the alarm then")]
    public async Task Other_words_are_an_answer(string said)
    {
        var talk = Order("en", "cancel");
        await talk.SayAsync("order now");

        Assert.Equal($"Ordered for {said}.", await talk.SayAsync(said));
    }

    [Fact]
    public async Task What_is_to_choose_from_is_chosen_even_if_it_speaks_of_cancelling()
    {
        var talk = new Talk(
            """
            rules:
              - id: change
                when: change
                menu:
                  - Cancel my order: Cancelled.
                  - Keep it: Kept.
                cancel: [cancel]
              - id: ask
                when: really
                ask: { what: What now?, expect: [cancel order, keep it] }
                reply: "{{ what }}"
                cancel: [cancel]

            """
        );
        await talk.SayAsync("change");
        Assert.Equal("Cancelled.", await talk.SayAsync("cancel my order"));

        await talk.SayAsync("really");
        Assert.Equal("cancel order", await talk.SayAsync("Cancel order!"));

        await talk.SayAsync("really");
        Assert.Equal(Cancelled, await talk.SayAsync("please cancel"));
    }

    [Theory]
    [InlineData("pls stop", Stopped)]
    [InlineData("no, stop", Stopped)]
    [InlineData("no stop", "Pardon?")]
    [InlineData("STOP!!", Stopped)]
    [InlineData("stop 🙏", Stopped)]
    [InlineData("stop texting me", Stopped)]
    [InlineData("please stop sending me messages", Stopped)]
    [InlineData("I want you to stop now", Stopped)]
    [InlineData("Stop stop stop", Stopped)]
    [InlineData("when does it stop?", "Pardon?")]
    [InlineData("don't stop", "Pardon?")]
    [InlineData("stop my order", "Pardon?")]
    [InlineData("please stop the music", "Pardon?")]
    [InlineData("bus stop", "Pardon?")]
    public async Task Stop_is_heard_with_courtesy_and_with_what_is_sent(string said, string answer)
    {
        var talk = new Talk(
            """
            settings: { stop: [stop], stop-reply: Stopped. }
            rules:
              - id: fallback
                stage: fallback
                reply: Pardon?

            """
        );

        Assert.Equal(answer, await talk.SayAsync(said));
    }

    [Fact]
    public async Task Start_and_resume_are_heard_with_courtesy_alone()
    {
        var talk = new Talk(
            """
            settings: { stop: [stop], start: [start], start-reply: Started., resume: [bot], resume-reply: Bot. }
            rules:
              - id: person
                when: person
                handover: 4h
                reply: Somebody comes.

            """
        );
        await talk.SayAsync("stop");
        Assert.Null(await talk.SayAsync("start my order"));
        Assert.Equal("Started.", await talk.SayAsync("Please start, thanks"));

        await talk.SayAsync("person");
        Assert.Null(await talk.SayAsync("I want the bot"));
        Assert.Equal("Bot.", await talk.SayAsync("bot please 🤖"));
    }
}
