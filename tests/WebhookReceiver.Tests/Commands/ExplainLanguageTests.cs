using System.Text.Json;
using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

/// <summary>In which language somebody is answered, and why, as explain says it.</summary>
public sealed class ExplainLanguageTests
{
    private const string Shop = """
        settings: { languages: [en, pt, ar] }
        rules:
          - id: rings
            when: { en: [rings], pt: [alianças] }
            reply: { en: Rings., pt: Alianças., ar: خواتم }
          - id: portuguese
            when: portuguese
            remember: { language: pt }
            reply: { en: Good., pt: Bom., ar: حسن }
          - id: name
            when: order
            ask: { name: { en: Name?, pt: Nome?, ar: الاسم؟ } }
            reply: { en: "Thanks {{ name }}.", pt: "Obrigado {{ name }}.", ar: "شكرا {{ name }}" }
          - id: fallback
            stage: fallback
            reply: { en: Sorry?, pt: Desculpe?, ar: عفوا؟ }

        """;

    [Theory]
    [InlineData("pt, by the phrase “alianças”", "alianças")]
    [InlineData("en, by “do”, “you”, “have”", "do you have chairs")]
    [InlineData("en, by “What”, “do”, “you”, “have”, “for”", "What do you have for me and my house?")]
    [InlineData("en, the first of the settings: nothing tells another", "12")]
    [InlineData("ar, by “كراسي”", "كراسي")]
    [InlineData("pt, as in the conversation so far", "quero uma mesa", "12")]
    [InlineData("pt, as in the conversation so far", "quero uma mesa", "order", "Ana")]
    [InlineData("pt, as the customer has chosen", "portuguese", "what do you have")]
    public async Task The_language_is_named_with_its_reason(string language, params string[] said)
    {
        var output = await ExplainAsync(Shop, said);

        Assert.Equal(
            $"language: {language}",
            Array.Find(output.Split('\n'), line => line.StartsWith("lang", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_folder_of_one_language_says_nothing_of_it() =>
        Assert.DoesNotContain(
            "language",
            await ExplainAsync("rules: [{ id: a, reply: A }]\n", "hello"),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task The_language_is_in_the_json_too()
    {
        using var json = JsonDocument.Parse(await ExplainAsync(Shop, "alianças", "--json"));

        Assert.Equal(
            """{"code":"pt","cause":"by the phrase “alianças”"}""",
            JsonSerializer.Serialize(json.RootElement.GetProperty("language"), Plain)
        );
    }

    [Fact]
    public async Task Try_says_in_which_language_it_answers()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop);

        var (_, one, _) = await Verb.RunAsync(TryCommand.Create([]), "alianças", "--rules", folder.Path);
        var (_, talk, _) = await Verb.RunAsync(
            TryCommand.Create([]),
            "do you have rings",
            "12",
            "--rules",
            folder.Path
        );

        Assert.Contains($"rule  rings ({folder.Path}/shop.yaml:3), in pt\n", one, StringComparison.Ordinal);
        Assert.Contains($"  by rings ({folder.Path}/shop.yaml:3), in en\n", talk, StringComparison.Ordinal);
        Assert.Contains($"  by fallback ({folder.Path}/shop.yaml:14), in en", talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_fails_says_in_which_language_it_was_answered()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop + "tests: [{ say: [alianças, do you have rings], reply: Alianças. }]\n");

        var (_, output, _) = await Verb.RunAsync(CheckCommand.Create([]), folder.Path);

        Assert.Contains(
            "but 'rings' at shop.yaml:3 answers “Rings.” in en, by the phrase “rings”.",
            output,
            StringComparison.Ordinal
        );
    }

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static async Task<string> ExplainAsync(string rules, params string[] args)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", rules);
        var (code, output, errors) = await Verb.RunAsync(ExplainCommand.Create([]), [.. args, "--rules", folder.Path]);
        Assert.Equal((0, ""), (code, errors));
        return output;
    }
}
