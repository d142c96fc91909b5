namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>The letters of a message tell its language, without a word that the rules know.</summary>
public sealed class ScriptTests
{
    [Theory]
    [InlineData("el", "καλημέρα")]
    [InlineData("el", "ὥρα")]
    [InlineData("ru", "здравствуйте")]
    [InlineData("uk", "привіт")]
    [InlineData("sr", "здраво")]
    [InlineData("hy", "բարև")]
    [InlineData("he", "שלום")]
    [InlineData("ar", "مرحبا")]
    [InlineData("fa", "سلام")]
    [InlineData("hi", "नमस्ते")]
    [InlineData("bn", "নমস্কার")]
    [InlineData("pa", "ਨਮਸਤੇ")]
    [InlineData("gu", "નમસ્તે")]
    [InlineData("ta", "வணக்கம்")]
    [InlineData("te", "నమస్కారం")]
    [InlineData("kn", "ನಮಸ್ಕಾರ")]
    [InlineData("ml", "നമസ്കാരം")]
    [InlineData("si", "ආයුබෝවන්")]
    [InlineData("th", "สวัสดี")]
    [InlineData("lo", "ສະບາຍດີ")]
    [InlineData("my", "မင်္ဂလာပါ")]
    [InlineData("ka", "გამარჯობა")]
    [InlineData("am", "ሰላም")]
    [InlineData("km", "សួស្តី")]
    [InlineData("ko", "안녕하세요")]
    [InlineData("ja", "こんにちは")]
    [InlineData("ja", "営業時間")]
    [InlineData("zh", "你好")]
    [InlineData("en", "qwrtz")]
    [InlineData("en", "ỹwrtz")]
    [InlineData("en", "1234")]
    [InlineData("en", "👍 ☃ ⠓")]
    public async Task A_message_in_the_letters_of_a_language_is_answered_in_it(string code, string said)
    {
        var other = code == "en" ? "ru" : code;
        var talk = new Talk(
            $$"""
            settings: { languages: [en, {{other}}] }
            rules:
              - id: fallback
                stage: fallback
                reply: { en: in en, {{other}}: in {{other}} }

            """
        );

        Assert.Equal($"in {code}", await talk.SayAsync(said));
    }

    [Fact]
    public async Task A_language_in_latin_letters_beside_itself_is_told_by_the_letters()
    {
        var talk = new Talk(
            """
            settings: { languages: [hi-Latn, hi] }
            rules:
              - id: fallback
                stage: fallback
                reply: { hi-Latn: latin, hi: devanagari }

            """
        );

        Assert.Equal("latin", await talk.SayAsync("qwrtz"));
        Assert.Equal("devanagari", await talk.SayAsync("नमस्ते"));
    }
}
