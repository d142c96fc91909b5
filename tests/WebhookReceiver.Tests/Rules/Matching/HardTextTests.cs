using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>
/// Every condition on text, with spellings that break matchers: the two texts of a pair must be equal to all of them.
/// </summary>
public sealed class HardTextTests
{
    private static readonly (string Written, string Typed)[] Alike =
    [
        ("İstanbul", "istanbul"),
        ("ısı", "ISI"),
        ("TITLE", "tıtle"),
        ("Straße", "STRASSE"),
        ("GROẞ", "gross"),
        ("ὈΔΥΣΣΕΎΣ", "οδυσσευς"),
        ("ΟΔΟΣ", "οδός"),
        ("السَّلَامُ", "السلام"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرســـه"),
        ("हिन्दी", "हिन्दी"),
        ("ราคา", "ราคา"),
        ("你好", "你好"),
        ("ｶﾌｪ", "カフェ"),
        ("👍", "👍🏽"),
        ("❤", "❤️"),
        ("café", "cafe\u0301"),
        ("Å", "A\u030A"),
        ("1234", "１２３４"),
        ("1234", "١٢٣٤"),
        ("order", "or\u200Bder"),
        ("order", "\uFEFForder\u200D"),
        ("zürich", "zu\u0308rich"),
        ("ﬁne", "FINE"),
        ("don't", "don’t"),
        ("c.o.d.", "COD"),
        ("e-mail", "E mail"),
        ("한국어", "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165"),
        ("𝐁𝐨𝐥𝐝", "bold"),
    ];

    private static readonly (string Written, string Typed)[] Different =
    [
        ("हिन्दी", "हनद"), // stripping marks would destroy the language
        ("ราคา", "ราคี"),
        ("cat", "category"),
        ("👍", "👎"),
        ("0012", "12"),
        ("opening", "open"),
    ];

    /// <summary>Conditions by the text in them; each must hold if the message is that text.</summary>
    private static readonly (string Name, string Yaml)[] Conditions =
    [
        ("short", "when: \"{0}\""),
        ("words", "when: {{ words: [\"{0}\", never] }}"),
        ("all-words", "when: {{ all-words: [\"{0}\"] }}"),
        ("is", "when: {{ is: \"{0}\" }}"),
        ("contains", "when: {{ contains: \"{0}\" }}"),
        ("not", "when: {{ not: {{ not: \"{0}\" }} }}"),
        ("any", "when: {{ any: [never, \"{0}\"] }}"),
        ("all", "when: {{ all: [\"{0}\"] }}"),
        ("vars", "when: {{ vars: {{ said: \"{0}\" }} }}"),
        ("contact", "when: {{ contact: {{ said: \"{0}\" }} }}"),
        ("mentions", "when: {{ mentions: items }}"),
        ("slot", "when: \"<x:items>\""),
        ("typos", "when: \"{0}\"\n    typos: true"),
    ];

    public static TheoryData<string, string, string> Pairs =>
        new(Conditions.SelectMany(condition => Alike.Select(pair => (condition.Name, pair.Written, pair.Typed))));

    public static TheoryData<string, string, string> OtherPairs =>
        new(
            Conditions
                .Where(condition => condition.Name != "contains")
                .SelectMany(condition => Different.Select(pair => (condition.Name, pair.Written, pair.Typed)))
        );

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task What_people_take_for_the_same_is_the_same_to_every_condition(
        string condition,
        string written,
        string typed
    ) => Assert.True(await HoldsAsync(condition, written, typed) && await HoldsAsync(condition, typed, written));

    [Theory]
    [MemberData(nameof(OtherPairs))]
    public async Task What_people_take_for_different_is_different(string condition, string written, string typed) =>
        Assert.False(await HoldsAsync(condition, written, typed));

    [Theory]
    [InlineData("open", "OPENED yesterday", true)]
    [InlineData("ราคา", "เท่าราคาไร", true)]
    [InlineData("ΟΣ", "οδός", true)]
    [InlineData("👍", "great👍🏽job", true)]
    [InlineData("shut", "open", false)]
    public void Letters_anywhere_are_found_by_contains(string part, string text, bool expected) =>
        Assert.Equal(expected, Looking.Contains(part, text));

    /// <summary>A pattern sees the original text: only case is ignored.</summary>
    [Theory]
    [InlineData("^caf\u00e9$", "CAF\u00c9", true)]
    [InlineData("^caf\u00e9$", "cafe\u0301", false)]
    [InlineData("^stra\u00dfe$", "STRASSE", false)]
    [InlineData(@"^\d+$", "١٢٣", true)]
    [InlineData("^istanbul$", "İstanbul", false)]
    [InlineData("^你好$", "你好", true)]
    public async Task A_pattern_sees_the_text_as_it_was_written(string pattern, string text, bool expected) =>
        Assert.Equal(
            expected,
            await AnswersAsync($"rules:\n  - {{ when: {{ matches: '{pattern}' }}, reply: \"yes\" }}\n", text)
        );

    private static Task<bool> HoldsAsync(string condition, string written, string typed)
    {
        var yaml = string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            Conditions.Single(one => one.Name == condition).Yaml,
            written
        );
        return AnswersAsync(
            $"tables: {{ items: [{{ name: \"{written}\" }}] }}\nrules:\n  - {yaml}\n    reply: \"yes\"\n",
            typed
        );
    }

    private static async Task<bool> AnswersAsync(string yaml, string text)
    {
        var build = RuleSamples.Build(yaml);
        Assert.DoesNotContain(build.Problems, problem => problem.Severity != ProblemSeverity.Note);
        var said = new Dictionary<string, string>(StringComparer.Ordinal) { ["said"] = text };
        var message = new IncomingMessage
        {
            Sender = "15550100001",
            Text = text,
            Variables = said,
            Contact = said,
        };
        return (await build.RuleSet.DecideAsync(message, TestContext.Current.CancellationToken)).RuleName is not null;
    }
}
