using WebhookReceiver.Replying;

namespace WebhookReceiver.Tests.Replying;

/// <summary>The language of an answer.</summary>
public sealed class LocalTextTests
{
    private static readonly Languages All = In("en", "de", "ar", "hi", "ru", "el", "th", "zh", "ja", "ko");

    [Theory]
    [InlineData("Hello", "en")]
    [InlineData("", "en")]
    [InlineData("12:30 👍🏽 ?!", "en")]
    [InlineData("Größe?", "en")] // Latin letters do not tell English from German
    [InlineData("مرحبا", "ar")]
    [InlineData("ok مرحبا بكم", "ar")]
    [InlineData("please مرحبا", "en")]
    [InlineData("नमस्ते", "hi")]
    [InlineData("Привет", "ru")]
    [InlineData("Γειά σου", "el")]
    [InlineData("สวัสดี", "th")]
    [InlineData("你好", "zh")]
    [InlineData("こんにちは", "ja")]
    [InlineData("今日は開いていますか", "ja")]
    [InlineData("안녕하세요", "ko")]
    public void Without_a_remembered_language_the_script_of_the_message_tells(string text, string expected) =>
        Assert.Equal(expected, All.All[All.Of(Message(text))].Code);

    [Theory]
    [InlineData("de", "de")]
    [InlineData("DE", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("fr", "ar")]
    [InlineData("", "ar")]
    public void What_the_contact_chose_goes_before_the_script_if_the_folder_speaks_it(
        string remembered,
        string expected
    )
    {
        var message = Message("مرحبا") with
        {
            Contact = new Dictionary<string, string>(StringComparer.Ordinal) { ["language"] = remembered },
        };

        Assert.Equal(expected, All.All[All.Of(message)].Code);
    }

    [Fact]
    public void The_first_language_that_is_written_so_is_taken()
    {
        var languages = In("ar", "fr", "en");

        Assert.Equal("fr", languages.All[languages.Of(Message("hello"))].Code);
        Assert.Equal("ar", languages.All[languages.Of(Message("42"))].Code);
    }

    [Theory]
    [InlineData("en", "Thursday 14 May 2026, 3.5, 1234.5")]
    [InlineData("de", "Donnerstag 14 Mai 2026, 3,5, 1234,5")]
    [InlineData("fr", "jeudi 14 mai 2026, 3,5, 1234,5")]
    [InlineData("es", "jueves 14 mayo 2026, 3,5, 1234,5")]
    [InlineData("tr", "Perşembe 14 Mayıs 2026, 3,5, 1234,5")]
    [InlineData("hi", "गुरुवार 14 मई 2026, 3.5, 1234.5")]
    [InlineData("", "Thursday 14 May 2026, 3.5, 1234.5")]
    public void Dates_and_numbers_follow_the_language_of_the_text(string code, string expected)
    {
        const string Text =
            "{{ now | date: \"%A %-d %B %Y\" }}, {{ \"7\" | divided_by: 2.0 }}, {{ \"1234.25\" | plus: 0.25 }}";
        var language = code.Length == 0 ? ReplyLanguage.None : ReplyLanguage.Find(code)!;
        var problems = new List<TemplateProblem>();
        var template = ReplyTemplate.Parse(Text, Scope(language), problems);

        Assert.Empty(problems);
        Assert.Equal(
            expected,
            template!.Render(Message("") with { ReceivedAt = new(2026, 5, 14, 9, 0, 0, default) }, [])
        );
    }

    [Theory]
    [InlineData("xx")]
    [InlineData("german")]
    [InlineData("q")]
    [InlineData("")]
    public void A_code_that_no_language_has_is_none(string code) => Assert.Null(ReplyLanguage.Find(code));

    [Fact]
    public void A_language_without_a_text_gets_that_of_the_first_that_has_one()
    {
        var text = LocalText.In(
            In("en", "ar"),
            [
                [Text("Hello")],
                [],
            ]
        );

        Assert.Equal("Hello", text.Render(Message("مرحبا"), []));
        Assert.True(text.IsConstant);
    }

    [Fact]
    public void Texts_in_two_languages_are_not_the_same_for_every_message()
    {
        var text = LocalText.In(
            In("en", "ar"),
            [
                [Text("Hello")],
                [Text("أهلا")],
            ]
        );

        Assert.False(text.IsConstant);
        Assert.Equal(("Hello", "أهلا"), (text.Render(Message("hi"), []), text.Render(Message("مرحبا"), [])));
    }

    private static Languages In(params string[] codes) => new([.. codes.Select(code => ReplyLanguage.Find(code)!)]);

    private static ReplyTemplate Text(string text) => ReplyTemplate.Parse(text, Scope(ReplyLanguage.None), [])!;

    private static TemplateScope Scope(ReplyLanguage language) =>
        new(new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal))
        {
            Language = language,
        };

    private static IncomingMessage Message(string text) => new() { Sender = "15550100001", Text = text };
}
