using System.Globalization;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Tests.Replying;

public sealed class ReplyTemplateTests
{
    private static readonly IncomingMessage Message = new()
    {
        Id = "90210000",
        Sender = "447700900123",
        Name = "Ann",
        Text = "When do you open?",
        Kind = MessageKind.Image,
        Channel = "8",
        Project = "31",
        MediaUrl = "https://files.example.net/a.jpg",
        Contact = new Dictionary<string, string>(StringComparer.Ordinal) { ["city"] = "cork" },
        Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["branch"] = "7", ["order id"] = "12" },
        ReceivedAt = new(2026, 1, 14, 9, 5, 0, TimeSpan.FromHours(1)),
    };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a { b } % } {", "a { b } % } {")]
    [InlineData("Hello {{ name }}!", "Hello Ann!")]
    [InlineData("{{name}}", "Ann")]
    [InlineData("{{ text }} from {{ number }} on {{ channel }}", "When do you open? from 447700900123 on 8")]
    [InlineData("{{ sender.name }} {{ sender.number }}", "Ann 447700900123")]
    [InlineData("{{ message.id }} {{ message.kind }} {{ message.project }}", "90210000 image 31")]
    [InlineData("{{ message.media }}|{{ message.button }}|", "https://files.example.net/a.jpg||")]
    [InlineData("{{ contact.city | capitalize }}", "Cork")]
    [InlineData("{{ contact.unknown }}.", ".")]
    [InlineData("{{ contact.unknown | default: \"nowhere\" }}.", "nowhere.")]
    [InlineData("{{ vars.branch }} {{ vars[\"order id\"] }}", "7 12")]
    [InlineData("{{ now | date: \"%H:%M %A %d.%m.%Y\" }}", "09:05 Wednesday 14.01.2026")]
    [InlineData("Order {{ id }} of {{ id | plus: 1 }}", "Order 41 of 42")]
    [InlineData("{{ id | divided_by: 2.0 }} {{ 1234567.5 }}", "20.5 1234567.5")]
    [InlineData("{{ text | url_encode }}", "When+do+you+open%3F")]
    [InlineData("{{ text | upcase | truncate: 7, \"…\" }}", "WHEN D…")]
    [InlineData("{% if name %}Hi {{ name }}{% else %}Hi{% endif %}", "Hi Ann")]
    [InlineData("{% unless contact.city == \"cork\" %}no{% endunless %}yes", "yes")]
    [InlineData("{% case channel %}{% when \"8\", \"101\" %}official{% else %}other{% endcase %}", "official")]
    [InlineData("{% assign x = id | times: 2 %}{{ x }}", "82")]
    [InlineData("{% capture x %}<{{ id }}>{% endcapture %}{{ x }}{{ x }}", "<41><41>")]
    [InlineData("{% for i in (1..3) %}{{ i }}{% unless forloop.last %}, {% endunless %}{% endfor %}", "1, 2, 3")]
    [InlineData("{% for w in texts.list %}{% endfor %}x", "x")]
    [InlineData("{% raw %}{{ name }}{% endraw %}", "{{ name }}")]
    [InlineData("a{% comment %}{{ nonsense {% endcomment %}b", "ab")]
    [InlineData("a {{- name -}} b", "aAnnb")]
    [InlineData("{{ \"}}\" }}", "}}")]
    [InlineData("{{ texts.hours }}", "We open at nine, Ann.")]
    [InlineData("{{ texts.nested }}", "Hello. We open at nine, Ann. Bye 41.")]
    [InlineData("ends\n", "ends")]
    [InlineData("ends\r\n", "ends")]
    [InlineData("ends\n\n", "ends\n")]
    [InlineData("{{ name }}\n", "Ann")]
    public void A_template_is_filled_in(string source, string expected)
    {
        var template = Parse(source);

        Assert.Equal(expected, template.Render(Message, [new("id", "41")]));
    }

    [Theory]
    [InlineData("{{ name }}{% for %}")]
    [InlineData("{{ name }}")]
    [InlineData("{{ texts.hours }}")]
    [InlineData("{% raw %}")]
    [InlineData("}}{{ '")]
    public void What_the_customer_wrote_is_data(string text)
    {
        var template = Parse("You wrote: {{ text }} / {{ id }} / {{ texts.echo }}");
        var message = Message with { Text = text };

        Assert.Equal($"You wrote: {text} / {text} / <{text}>", template.Render(message, [new("id", text)]));
    }

    [Fact]
    public void A_capture_hides_the_variable_of_the_same_name()
    {
        var template = ReplyTemplate.Parse("Hello {{ name }}", Scope(["name"]), []);

        Assert.Equal("Hello Bo", template!.Render(Message, [new("name", "Bo")]));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    public void The_culture_of_the_host_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new(culture);
            var template = Parse("{{ \"iI\" | upcase }} {{ 1.5 | plus: 1 }} {{ now | date: \"%B %Y\" }}");

            Assert.Equal("II 2.5 January 2026", template.Render(Message, []));
            Assert.Equal(culture, CultureInfo.CurrentCulture.Name);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("plain", true)]
    [InlineData("{ name }", true)]
    [InlineData("{{ name }}", false)]
    [InlineData("{% if name %}{% endif %}", false)]
    public void Only_a_text_without_placeholders_is_constant(string source, bool expected) =>
        Assert.Equal(expected, Parse(source).IsConstant);

    [Theory]
    [InlineData("{% for i in (1..2000) %}x{% endfor %}")]
    [InlineData("{% for i in (1..1000) %}{{ text }}{{ text }}{{ text }}{{ text }}{{ text }}{% endfor %}")]
    [InlineData("{{ text | truncate: text }}")]
    [InlineData("{{ text | plus: text | times: text | round: text }}")]
    public void A_template_that_fails_or_has_no_end_throws_instead_of_writing_errors(string source)
    {
        var template = Parse(source);

        var exception = Assert.Throws<TemplateException>(() => template.Render(Message, [new("id", "41")]));

        Assert.DoesNotContain(Message.Text, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_template_serves_many_threads()
    {
        var template = Parse("{% for i in (1..20) %}{{ name }}{% endfor %}{{ texts.hours }}");

        var texts = new string[200];
        Parallel.For(0, texts.Length, i => texts[i] = template.Render(Message with { Name = $"<{i}>" }, []));

        Assert.All(
            texts.Index(),
            pair =>
            {
                var repeated = string.Concat(Enumerable.Repeat($"<{pair.Index}>", 20));
                Assert.Equal($"{repeated}We open at nine, <{pair.Index}>.", pair.Item);
            }
        );
    }

    private static ReplyTemplate Parse(string source)
    {
        var problems = new List<TemplateProblem>();
        var template = ReplyTemplate.Parse(source, Scope(["id"]), problems);
        Assert.DoesNotContain(problems, problem => problem.IsError);
        return template!;
    }

    private static TemplateScope Scope(IEnumerable<string> captures) =>
        new(
            captures.ToHashSet(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["hours"] = "We open at nine, {{ name | default: \"you\" }}.\n",
                ["nested"] = "Hello. {{ texts.hours }} Bye {{ id }}.",
                ["echo"] = "<{{ text }}>",
                ["list"] = "",
            }
        );
}
