using WebhookReceiver.Rules;
using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>Placeholders and markup of other programs in a reply: a note with the cure, never an error.</summary>
public sealed class ForeignMarkupTests
{
    [Theory]
    [InlineData("Hi {name}!", "Hi {{ name | default:'friend' }}!")]
    [InlineData("Hi { first_name }!", "Hi {{ name | default:'friend' }}!")]
    [InlineData("Hi {contact.first_name}", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi {name|you}", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi ${firstName}", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi $name,", "Hi {{ name | default:'friend' }},")]
    [InlineData("Hi,#{name}", "Hi,{{ name | default:'friend' }}")]
    [InlineData("Hi %name%", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi %%first_name%%!", "Hi {{ name | default:'friend' }}!")]
    [InlineData("Hi %s, all right?", "Hi {{ name | default:'friend' }}, all right?")]
    [InlineData("Hi [#name]", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi [name]", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi [First Name]", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi [[name]]", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi <name>", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi <<name>>", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi <%= name %>", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi «Name»", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi *|FNAME|*", "Hi {{ name | default:'friend' }}")]
    [InlineData("Hi,#name#", "Hi,{{ name | default:'friend' }}")]
    [InlineData("Hola {nombre}", "Hola {{ name | default:'friend' }}")]
    [InlineData("We call {phone}", "We call {{ number }}")]
    [InlineData("It is {date}", "It is {{ now | date:'%d %B' }}")]
    [InlineData("You like {flavour}", "You like {{ flavour }}")]
    [InlineData("You like <flavour>", "You like {{ flavour }}")]
    [InlineData("You live in {town}", "You live in {{ contact.town | default:'…' }}")]
    [InlineData("Your {Order Nr}", null)]
    [InlineData("This is **new** bread", "This is *new* bread")]
    [InlineData("This is ***new*** bread", "This is *_new_* bread")]
    [InlineData("This is __new__ bread", "This is *new* bread")]
    [InlineData("This is ~~old~~ new", "This is ~old~ new")]
    [InlineData("See [our menu](https://example.com/menu)", "\"See our menu: https://example.com/menu\"")]
    [InlineData("See [menu](example.com/menu).", "\"See menu: example.com/menu.\"")]
    [InlineData("See ![cake](https://example.com/c.jpg)", "See https://example.com/c.jpg")]
    [InlineData("This is <b>new</b> bread", "This is *new* bread")]
    [InlineData("This is <strong class=\"x\">new</strong> bread", "This is *new* bread")]
    [InlineData("This is <i>new</i>, <s>old</s>", "This is _new_, ~old~")]
    [InlineData("Mon<br>Tue<br/>Wed<BR />Thu", "\"Mon\\nTue\\nWed\\nThu\"")]
    [InlineData("See <a href=\"https://example.com\">here</a>", "\"See here: https://example.com\"")]
    [InlineData("See <span style='x'>this</span>", "See this")]
    [InlineData("Tea &amp; cake&nbsp;here", "Tea & cake here")]
    [InlineData("Caf&eacute; &#39;Bo&#x27;", "Café 'Bo'")]
    [InlineData("This is [b]new[/b] bread", "This is *new* bread")]
    [InlineData("Say \\\"hi\\\"", "Say \"hi\"")]
    [InlineData("We don\\'t", "We don't")]
    [InlineData("Mon 9-5%0ATue 9-5", "\"Mon 9-5\\nTue 9-5\"")]
    [InlineData("Mon 9-5/nTue 9-5", "\"Mon 9-5\\nTue 9-5\"")]
    [InlineData("Hi {name}, **{{ text }}** is <b>off</b>", "Hi {{ name | default:'friend' }}, *{{ text }}* is *off*")]
    public void What_customers_would_see_as_it_stands_is_a_note_with_the_line_to_paste(string reply, string? mended)
    {
        var rules = $"rules:\n  - when: i like <flavour>\n    reply: {reply}\n";
        if (mended is null)
        {
            Assert.Empty(RuleSamples.Build(rules).Problems);
            return;
        }

        var note = Pasted.OnlyProblemOf(rules);

        Assert.Equal((ProblemSeverity.Note, $"Write: reply: {mended}"), (note.Severity, note.Fix));
        Assert.StartsWith("this goes out to customers as it stands: '", note.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bread { 4.50 }, rolls { 1.20")]
    [InlineData("Prices in {brackets are} old")]
    [InlineData("5 % off, 20%off today, 100%cotton 50%wool")]
    [InlineData("A discount of 5%, 10% or 20%")]
    [InlineData("*bold*, _italic_, ~strike~ and ```code```")]
    [InlineData("* bread * rolls * cake")]
    [InlineData("** is on Sundays only")]
    [InlineData("Bread 4.50 **, cake 30 **")]
    [InlineData("snake_case_name and file__name_x")]
    [InlineData("Your name: ____ and date: ____")]
    [InlineData("I <3 bread, 2 < 3 > 1, a->b, <>")]
    [InlineData("Write to <info@example.com> or <https://example.com>")]
    [InlineData("Fish & chips; R&D; a&b")]
    [InlineData("[closed] [1] [a] [x](y) [sold out]")]
    [InlineData("The #1 bakery. #bread #cake")]
    [InlineData("Call #31# or *100# then")]
    [InlineData("$5, US$name, 5$")]
    [InlineData("See https://example.com/?a=%20b%20&c=__d__%C3%A9%C3%A9")]
    [InlineData("See https://wa.me/353850000001?text=Hi%0AI%20come")]
    [InlineData("Open 24/7, and/or km/h, s/n 12")]
    [InlineData("¯\\_(ツ)_/¯ and \\o/")]
    [InlineData("{% raw %}Write {name} or **bold**{% endraw %}")]
    [InlineData("{{ text | replace: \"**\", \"%name%\" }}")]
    [InlineData("« bonjour » et «pain»")]
    [InlineData("The set {a, b} and {}")]
    [InlineData("Write `{name}` or ```**bold**```")]
    public async Task What_may_be_meant_goes_out_without_a_word(string reply)
    {
        var rules = $"rules:\n  - when: hello\n    reply: |\n      {reply}\n";

        Assert.Equal("", RuleSamples.Told(RuleSamples.Build(rules)));
        if (!reply.Contains("{{", StringComparison.Ordinal) && !reply.Contains("{%", StringComparison.Ordinal))
        {
            Assert.Equal(reply, await new Talk(rules).SayAsync("hello"));
        }
    }

    [Fact]
    public async Task A_note_keeps_nothing_from_going_out() =>
        Assert.Equal(
            "Hi {name}!",
            await new Talk("rules:\n  - when: hello\n    reply: Hi {name}!\n").SayAsync("hello")
        );

    [Fact]
    public void Each_line_of_a_block_is_told_at_its_place() =>
        Assert.Equal(
            """
            (Note) shop.yaml:4:7: rule 'shop-1': this goes out to customers as it stands: '# Hours'. Write: *Hours*
            (Note) shop.yaml:6:4: rule 'shop-1': this goes out to customers as it stands: '{name}', '**open**'. Write: Hi {{ name | default:'friend' }}, we are *open*
            (Note) shop.yaml:7:5: rule 'shop-1': this goes out to customers as it stands: '<br>'. Write a new line for '<br>'.

            """.Replace("6:4", "6:10", StringComparison.Ordinal).Replace("7:5", "7:10", StringComparison.Ordinal),
            RuleSamples.Told(
                RuleSamples.Build(
                    "rules:\n  - when: hello\n    reply: |\n      # Hours\n\n      Hi {name}, we are **open**\n      Mon<br>Tue\n"
                )
            )
        );

    [Theory]
    [InlineData("\"Hi {name}\"", "Write: reply: \"Hi {{ name | default:'friend' }}\"")]
    [InlineData("'It''s {name}'", "Write: reply: 'It''s {{ name | default:\"friend\" }}'")]
    [InlineData("\"{name}, hello\"", "Write: reply: \"{{ name | default:'friend' }}, hello\"")]
    [InlineData("{ text: Hi **you** }", "Write: \"Hi *you*\"")]
    public void The_quotes_stay(string reply, string fix)
    {
        var rules = $"rules:\n  - when: hello\n    reply: {reply}\n";

        Assert.Equal(fix, Assert.Single(RuleSamples.Build(rules).Problems).Fix);
        if (reply[0] != '{')
        {
            Pasted.OnlyProblemOf(rules);
        }
    }

    [Theory]
    [InlineData("ask: { day: \"Which day, {name}?\" }")]
    [InlineData("ask: { day: Which?, otherwise: \"Sorry, {name}\" }")]
    [InlineData("ask: { day: Which?, expect: [\"**Mon**\", Tue] }")]
    [InlineData("menu:\n      - Mon: \"Good, {name}\"")]
    [InlineData("menu:\n      - \"**Mon**\": Good")]
    [InlineData("reply: { en: \"Hi {name}\", de: Hallo }")]
    [InlineData("reply: { text: Hi, then: { after: 1h, text: \"Bye {name}\" } }")]
    [InlineData("reply: Hi\n    tell: { to: \"+353850000001\", text: \"<b>Look</b>\" }")]
    public void Every_text_that_people_read_is_looked_at(string keys) =>
        Assert.Contains(
            RuleSamples
                .Build($"settings: {{ languages: [en, de] }}\nrules:\n  - id: a\n    when: hours\n    {keys}\n")
                .Problems,
            problem => problem.Severity == ProblemSeverity.Note
        );

    [Fact]
    public void A_spreadsheet_is_told_what_to_write() =>
        Assert.Equal(
            "(Note) faq.csv:2:7: rule 'faq-1': this goes out to customers as it stands: '**Mon**', '{name}'. "
                + "Write *Mon* for '**Mon**', {{ name | default:'friend' }} for '{name}'.\n",
            RuleSamples.Told(RuleSamples.Build(RuleSamples.File("faq.csv", "when,reply\nhours,**Mon** {name}\n")))
        );

    [Fact]
    public void No_more_than_fifty_are_told() =>
        Assert.Equal(
            50,
            RuleSamples
                .Build(
                    "rules:\n"
                        + string.Concat(
                            Enumerable.Range(0, 60).Select(n => $"  - {{ when: w{n}, reply: '<b>{n}</b>' }}\n")
                        )
                )
                .Problems.Count
        );

    [Theory]
    [InlineData("Hi {{ first_name }}", "Did you mean 'name'?")]
    [InlineData("Hi {{ customer_name }}", "Did you mean 'name'?")]
    [InlineData("Hi {{ user.first_name }}", "Did you mean 'name'?")]
    [InlineData("Hi {{ nombre }}", "Did you mean 'name'?")]
    [InlineData("Hi {{ phone }}", "Did you mean 'number'?")]
    [InlineData("Hi {{$name}}", "Write {{ name | default:'friend' }}.")]
    [InlineData("Hi {{{name}}}", "Write {{ name | default:'friend' }}.")]
    [InlineData("Hi {{ first name }}", "Write {{ name | default:'friend' }}.")]
    [InlineData("Hi {{ $ordr }}", "Write {{ ordr }}.")]
    [InlineData("It is {{ date }}", "Write {{ now | date:'%d %B' }}.")]
    public void A_placeholder_with_the_name_of_another_program_is_an_error_with_ours(string reply, string fix) =>
        Assert.Equal(fix, RuleSamples.Build($"rules:\n  - when: hello\n    reply: {reply}\n").Problems[^1].Fix);

    [Fact]
    public void A_number_in_braces_prints_itself() =>
        Assert.Equal(
            "(Warning) shop.yaml:3:17: rule 'shop-1': '1' in braces prints just that. "
                + "Write the name of a variable: {{ name | default:'friend' }}\n",
            RuleSamples
                .Told(RuleSamples.Build("rules:\n  - when: hello\n    reply: Hi {{1}}!\n"))
                .Replace("3:15", "3:17", StringComparison.Ordinal)
        );
}
