namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>A question for a name: what stands around a name is none of it, and "thanks" is no name.</summary>
public sealed class NameAnswerTests
{
    private static Talk Order(string languages, string question = "Your name?", string variable = "name") =>
        new(
            $$$"""
            settings: { zone: UTC{{{(languages.Length == 0 ? "" : $", languages: [{languages}]")}}} }
            rules:
              - { id: thanks, when: [xthanks, thank you], stage: small-talk, reply: You are welcome. }
              - id: order
                when: xorder
                ask: { {{{variable}}}: "{{{question}}}" }
                reply: "For {{ {{{variable}}} }}."
                cancel: [xcancel]

            """
        );

    private static async Task<string?> AnswerAsync(Talk talk, string said)
    {
        await talk.SayAsync("xorder");
        return await talk.SayAsync(said);
    }

    [Theory]
    [InlineData("", "my name is Ana", "Ana")]
    [InlineData("", "it's Bob", "Bob")]
    [InlineData("", "je m'appelle Ana", "Ana")]
    [InlineData("", "mi nombre es Ana", "Ana")]
    [InlineData("", "mein Name ist Anna Müller", "Anna Müller")]
    [InlineData("", "Ben Smith", "Ben Smith")]
    [InlineData("", "Saya Kobayashi", "Saya Kobayashi")]
    [InlineData("", "Sou Fujimoto", "Sou Fujimoto")]
    [InlineData("", "Im Yoon-ah", "Im Yoon-ah")]
    [InlineData("", "Ola Nordmann", "Ola Nordmann")]
    [InlineData("", "Si Mohamed", "Si Mohamed")]
    [InlineData("", "João Cancelo", "João Cancelo")]
    [InlineData("en", "My name is Ana Pérez.", "Ana Pérez")]
    [InlineData("en", "my name's Bob", "Bob")]
    [InlineData("en", "It’s Bob", "Bob")]
    [InlineData("en", "I'm Ana", "Ana")]
    [InlineData("en", "im ana", "ana")]
    [InlineData("en", "I am Ana, thanks", "Ana")]
    [InlineData("en", "hi, it's Bob", "Bob")]
    [InlineData("en", "ok, Bob", "Bob")]
    [InlineData("en", "sure, my name is Bob, thank you", "Bob")]
    [InlineData("en", "this is Bob", "Bob")]
    [InlineData("en", "call me Al", "Al")]
    [InlineData("en", "under the name of O'Brien please", "O'Brien")]
    [InlineData("en", "Name: Ann Lee", "Ann Lee")]
    [InlineData("en", "Ann please", "Ann")]
    [InlineData("en", "Ann M.", "Ann M.")]
    [InlineData("en", "Will Smith", "Will Smith")]
    [InlineData("es", "Se llama Thor", "Thor")]
    [InlineData("es", "me llamo Ana", "Ana")]
    [InlineData("es", "hola, soy Ana", "Ana")]
    [InlineData("es", "mi nombre es Ana, gracias", "Ana")]
    [InlineData("es", "a nombre de Ana Ruiz", "Ana Ruiz")]
    [InlineData("pt", "meu nome é João", "João")]
    [InlineData("pt", "me chamo Ana", "Ana")]
    [InlineData("pt", "chamo-me Ana, obrigada", "Ana")]
    [InlineData("pt", "sou a Ana", "Ana")]
    [InlineData("fr", "je m’appelle Ana", "Ana")]
    [InlineData("fr", "moi c'est Ana", "Ana")]
    [InlineData("fr", "bonjour, c'est Ana Petit, merci", "Ana Petit")]
    [InlineData("fr", "au nom de Dupont svp", "Dupont")]
    [InlineData("de", "Ich heiße Max", "Max")]
    [InlineData("de", "ich bin Anna", "Anna")]
    [InlineData("de", "auf den Namen Müller bitte", "Müller")]
    [InlineData("it", "mi chiamo Ada", "Ada")]
    [InlineData("it", "sono Ada, grazie", "Ada")]
    [InlineData("it", "a nome di Rossi", "Rossi")]
    [InlineData("hi", "मेरा नाम आना है", "आना")]
    [InlineData("hi", "मैं राज हूँ", "राज")]
    [InlineData("hi-Latn", "mera naam Raj hai", "Raj")]
    [InlineData("hi-Latn", "main Raj hoon", "Raj")]
    [InlineData("ar", "اسمي سارة", "سارة")]
    [InlineData("ar", "أنا أحمد، شكرا", "أحمد")]
    [InlineData("tr", "benim adım Ayşe", "Ayşe")]
    [InlineData("tr", "adım Ayşe, teşekkürler", "Ayşe")]
    [InlineData("id", "nama saya Budi", "Budi")]
    [InlineData("id", "saya Budi, terima kasih", "Budi")]
    [InlineData("id", "atas nama Budi", "Budi")]
    public async Task Only_the_name_is_kept(string languages, string said, string name) =>
        Assert.Equal($"For {name}.", await AnswerAsync(Order(languages), said));

    [Theory]
    [InlineData("", "thanks")]
    [InlineData("", "merci")]
    [InlineData("", "ok")]
    [InlineData("", "hello")]
    [InlineData("", "👍")]
    [InlineData("", "2")]
    [InlineData("", "17:00")]
    [InlineData("en", "OK!")]
    [InlineData("en", "hi there")]
    [InlineData("en", "yes please")]
    [InlineData("en", "ok thanks 🙂")]
    [InlineData("en", "my name is")]
    [InlineData("en", "cancel my booking for friday please")]
    [InlineData("en", "please cancel my appointment tomorrow")]
    [InlineData("es", "hola buenas")]
    [InlineData("es", "gracias")]
    [InlineData("es", "quiero cancelar mi cita del viernes")]
    [InlineData("pt", "olá, bom dia")]
    [InlineData("pt", "obrigado")]
    [InlineData("fr", "merci beaucoup")]
    [InlineData("fr", "d'accord")]
    [InlineData("fr", "annulez ma réservation de vendredi svp")]
    [InlineData("de", "Guten Tag")]
    [InlineData("de", "alles klar, danke")]
    [InlineData("de", "ich möchte meinen Termin am Freitag absagen")]
    [InlineData("it", "va bene, grazie")]
    [InlineData("it", "buongiorno")]
    [InlineData("hi", "नमस्ते")]
    [InlineData("hi", "धन्यवाद")]
    [InlineData("hi-Latn", "theek hai")]
    [InlineData("ar", "مرحبا")]
    [InlineData("ar", "شكرا")]
    [InlineData("tr", "merhaba")]
    [InlineData("tr", "tamam, teşekkürler")]
    [InlineData("id", "halo")]
    [InlineData("id", "terima kasih")]
    public async Task What_is_no_name_brings_the_question_again(string languages, string said)
    {
        var talk = Order(languages);

        Assert.Equal("Your name?", await AnswerAsync(talk, said));
        Assert.Equal("For Ann.", await talk.SayAsync("Ann"));
    }

    [Fact]
    public async Task A_rule_may_answer_what_is_no_name() =>
        Assert.Equal("You are welcome.\n\nYour name?", await AnswerAsync(Order("en"), "thank you"));

    [Theory]
    [InlineData("en", "What is your dog called?", "pet_name")]
    [InlineData("en", "Who is it for, by name?", "who")]
    [InlineData("es", "¿A nombre de quién?", "quien")]
    [InlineData("es", "¿Cómo se llama tu perro?", "perro")]
    [InlineData("pt", "Como se chama?", "quem")]
    [InlineData("fr", "À quel nom ?", "qui")]
    [InlineData("fr", "Comment vous appelez-vous ?", "qui")]
    [InlineData("de", "Wie heißen Sie?", "wer")]
    [InlineData("it", "Come ti chiami?", "chi")]
    [InlineData("hi", "आपका नाम क्या है?", "n")]
    [InlineData("hi-Latn", "Aapka naam kya hai?", "n")]
    [InlineData("ar", "ما اسمك؟", "n")]
    [InlineData("tr", "Adınız nedir?", "n")]
    [InlineData("id", "Atas nama siapa?", "n")]
    public async Task A_question_for_a_name_is_known_by_its_words(string languages, string question, string variable)
    {
        var talk = Order(languages, question, variable);

        Assert.Equal(question, await AnswerAsync(talk, "ok"));
        Assert.Equal("For Thor.", await talk.SayAsync("it's Thor"));
    }

    [Theory]
    [InlineData("Any wishes?", "wish", "thanks")]
    [InlineData("Any wishes?", "wish", "it's my birthday")]
    [InlineData("Where do you call from?", "place", "ok")]
    public async Task Other_questions_take_any_text(string question, string variable, string said) =>
        Assert.Equal($"For {said}.", await AnswerAsync(Order("en", question, variable), said));
}
