using WebhookReceiver.Replying;

namespace WebhookReceiver.Tests.Replying;

public sealed class TemplateProblemTests
{
    private const string Filters =
        "Known here: abs, append, at_least, at_most, capitalize, ceil, compact, concat, date, default, divided_by, downcase, first, floor, join, last, lstrip, minus, modulo, plus, prepend, remove, remove_first, replace, replace_first, reverse, round, rstrip, size, slice, sort, sort_natural, split, strip, strip_newlines, times, truncate, truncate_words, uniq, upcase, url_decode, url_encode.";

    [Theory]
    [InlineData("Hi {{ nmae }}", "1:7 unknown variable 'nmae' Did you mean 'name'?")]
    [InlineData("{{ Name }}", "1:4 unknown variable 'Name' Did you mean 'name'?")]
    [InlineData("{{ oder }}", "1:4 unknown variable 'oder' Did you mean 'order'?")]
    [InlineData(
        "{{ xyzzy }}",
        "1:4 unknown variable 'xyzzy' Known here: order, text, name, number, channel and now; a slot <xyzzy> in a phrase of 'when' would capture it."
    )]
    [InlineData("a\nb\n  {{ nmae }}", "3:6 unknown variable 'nmae' Did you mean 'name'?")]
    [InlineData("{{ text | upcas }}", "1:11 unknown filter 'upcas' Did you mean 'upcase'?")]
    [InlineData("{{ text | currency }}", "1:11 unknown filter 'currency' " + Filters)]
    [InlineData(
        "{{ text | default }}",
        "1:11 filter 'default' takes 1 values after ':', here are 0 Write: default: 'friend'"
    )]
    [InlineData(
        "{{ text | truncate: 1, 2, 3 }}",
        "1:11 filter 'truncate' takes 0 to 2 values after ':', here are 3 Take out what is too much, or put a text with commas in quotes."
    )]
    [InlineData("{{ sender.nam }}", "1:4 unknown variable 'sender.nam' Did you mean 'sender.name'?")]
    [InlineData("{{ sender }}", "1:4 'sender' needs one part For example 'sender.number'.")]
    [InlineData("{{ texts.hurs }}", "1:4 unknown variable 'texts.hurs' Did you mean 'texts.hours'?")]
    [InlineData("{{ vars }}", "1:4 'vars' needs one part For example 'vars.city'.")]
    [InlineData("{{ text.first }}", "1:4 'text' has no parts, but 'text.first' asks for one Write 'text'.")]
    [InlineData(
        "{{ order default: 1 }}",
        "1:10 unexpected 'default' A filter stands behind a bar. Write: order | default"
    )]
    [InlineData("{{ order, text }}", "1:9 unexpected ',' Put a text in quotes, or take out what does not belong here.")]
    [InlineData(
        "{{ order | }}",
        "1:12 a name is missing here Write the name of a variable there: letters, digits and '_'."
    )]
    [InlineData(
        "{{ order | append: }}",
        "1:20 something is missing here Write the name of a variable or a text in quotes there."
    )]
    [InlineData("{{ }}", "1:4 nothing stands between the braces Write the name of a variable, such as {{ name }}.")]
    [InlineData("Hi {{ order", "1:4 '{{' is never closed Write '}}' where it ends, or close a quote inside.")]
    [InlineData(
        "Hi {{ order | append: \"x }}",
        "1:4 '{{' is never closed Write '}}' where it ends, or close a quote inside."
    )]
    [InlineData("{% if order ", "1:1 '{%' is never closed Write '%}' where it ends, or close a quote inside.")]
    [InlineData("{% if order %}x", "1:4 'if' is never closed Write {% endif %} where it ends.")]
    [InlineData("x{% endif %}", "1:5 'endif' closes nothing Take it out, or begin the block: {% if … %}.")]
    [InlineData(
        "{% if order %}{% endfor %}{% endif %}",
        "1:18 'endfor' stands where 'if' is still open Write {% endif %} first."
    )]
    [InlineData("{% fi order %}", "1:4 unknown tag 'fi' Did you mean 'if'?")]
    [InlineData(
        "{% include \"a\" %}",
        "1:4 unknown tag 'include' Known here: if, unless, case, for, assign, capture, raw, comment."
    )]
    [InlineData(
        "{% else %}",
        "1:4 'else' stands outside the block it belongs to Write it between {% if … %} and {% endif %}, or take it out."
    )]
    [InlineData(
        "{% for x of order %}{% endfor %}",
        "1:10 'in' is missing here A loop is written {% for item in list %}."
    )]
    [InlineData(
        "{% if %}{% endif %}",
        "1:7 something is missing here Write the name of a variable or a text in quotes there."
    )]
    [InlineData("{% if oder == 1 %}{% endif %}", "1:7 unknown variable 'oder' Did you mean 'order'?")]
    [InlineData("{% if order = 1 %}{% endif %}", "1:13 unexpected '=' Two values are compared with '=='.")]
    [InlineData("{% assign x 1 %}", "1:13 '=' is missing here Write it as {% assign city = 'Cork' %}.")]
    [InlineData(
        "{% for i in (1, 5) %}{% endfor %}",
        "1:15 a range is written (1..5) Write two points between its ends, as in (1..5)."
    )]
    [InlineData(
        "{% for i in (1..5 %}{% endfor %}",
        "1:19 ')' is missing here Write ')' behind the range, as in (1..5)."
    )]
    [InlineData("{{ vars['a' }}", "1:13 ']' is missing here Write ']' behind what stands in the brackets.")]
    [InlineData(
        "{% for v in vars limit 2 %}{% endfor %}",
        "1:24 ':' is missing here Write a colon and a number there, as in limit: 3."
    )]
    [InlineData(
        "{% if order %}{% for v in vars %}{% endif %}{% endfor %}{% endif %}",
        "1:37 'endif' stands where 'for' is still open Write {% endfor %} first."
    )]
    [InlineData(
        "{% assign Text = order %}{{ text }}{{ Text }}",
        "1:1 the variables text, Text differ in capitals only Give one of them another name."
    )]
    [InlineData("{{ texts.bad }}", "1:4 in texts.bad, line 1: unknown variable 'nmae' Did you mean 'name'?")]
    [InlineData(
        "{{ texts.self }}",
        "1:4 in texts.self, line 1: snippets go in a circle: texts.self, which uses texts.self Write the text out in one of them."
    )]
    public void An_error_says_where_and_what_to_write_instead(string source, string expected)
    {
        var problems = new List<TemplateProblem>();

        Assert.Null(ReplyTemplate.Parse(source, Scope, problems));
        Assert.Equal([expected], problems.Where(problem => problem.IsError).Select(Tell));
    }

    [Theory]
    [InlineData(
        "{{ name }}",
        "1:4 'name' may be missing and then prints nothing Write {{ name | default: '…' }} to say something else then."
    )]
    [InlineData(
        "{{ contact.city | upcase }}",
        "1:4 'contact.city' may be missing and then prints nothing Write {{ contact.city | default: '…' }} to say something else then."
    )]
    [InlineData(
        "{{ vars.branch }}",
        "1:4 'vars.branch' may be missing and then prints nothing Write {{ vars.branch | default: '…' }} to say something else then."
    )]
    [InlineData(
        "{{ now }}",
        "1:4 'now' alone prints date, time and zone as a machine does Write {{ now | date: '%H:%M' }}."
    )]
    public void What_may_be_missing_is_a_warning(string source, string expected)
    {
        var problems = new List<TemplateProblem>();

        Assert.NotNull(ReplyTemplate.Parse(source, Scope, problems));
        Assert.Equal([expected], problems.Select(Tell));
        Assert.False(problems[0].IsError);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("{{ name | default: \"there\" }}")]
    [InlineData("{{ contact.city | upcase | default: \"there\" }}")]
    [InlineData("{% if name %}{{ name }}{% endif %}")]
    [InlineData("{% if order == \"1\" and vars.a %}{{ vars.a }}{% endif %}")]
    [InlineData("{{ order }}{{ text }}{{ number }}{{ message.text }}{{ texts.hours }}")]
    [InlineData("{% for pair in vars %}{{ pair[0] }}{% endfor %}")]
    [InlineData("{{ now | date: \"%H\" }}")]
    public void What_is_right_is_no_problem(string source)
    {
        var problems = new List<TemplateProblem>();

        Assert.NotNull(ReplyTemplate.Parse(source, Scope, problems));
        Assert.Empty(problems);
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var problems = new List<TemplateProblem>();

        ReplyTemplate.Parse("{{ a1 }}\n{{ b2 | c3 }}\n{% d4 %}", Scope, problems);

        Assert.Equal(
            [
                "1:4 unknown variable 'a1' Known here: order, text, name, number, channel and now; a slot <a1> in a phrase of 'when' would capture it.",
                "2:4 unknown variable 'b2' Known here: order, text, name, number, channel and now; a slot <b2> in a phrase of 'when' would capture it.",
                "2:9 unknown filter 'c3' " + Filters,
                "3:4 unknown tag 'd4' Known here: if, unless, case, for, assign, capture, raw, comment.",
            ],
            problems.Select(Tell)
        );
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Snippets_may_be_nested_eight_deep(int depth, bool isGood)
    {
        var texts = Enumerable
            .Range(1, depth)
            .ToDictionary(
                level => $"t{level}",
                level => level == depth ? "end" : $"{{{{ texts.t{level + 1} }}}}",
                StringComparer.Ordinal
            );
        var problems = new List<TemplateProblem>();

        var template = ReplyTemplate.Parse("{{ texts.t1 }}", Scope with { Texts = texts }, problems);

        Assert.Equal(isGood, template is not null);
        Assert.Equal(isGood, problems.Count == 0);
    }

    [Theory]
    [InlineData(80, null)]
    [InlineData(81, "1:1124 'if' is nested deeper than 80 blocks Use several shared texts.")]
    public void Blocks_may_be_nested_eighty_deep(int depth, string? expected)
    {
        var open = string.Concat(Enumerable.Repeat("{% if order %}", depth));
        var close = string.Concat(Enumerable.Repeat("{% endif %}", depth));

        Assert.Equal(expected, OnlyProblemOf($"{open}in{close}"));
    }

    [Theory]
    [InlineData("{% if order", " or order", " %}x{% endif %}", 499, null)]
    [InlineData("{% if order", " or order", " %}x{% endif %}", 500, "1:4507")]
    [InlineData("{{ order", " | upcase", " }}", 499, null)]
    [InlineData("{{ order", " | upcase", " }}", 500, "1:4503")]
    [InlineData("{{ vars", "[vars", " }}", 500, "1:2504")]
    public void A_placeholder_may_have_five_hundred_parts(
        string start,
        string part,
        string end,
        int count,
        string? expected
    )
    {
        var told = OnlyProblemOf(start + string.Concat(Enumerable.Repeat(part, count)) + end);

        const string Message =
            "more than 500 values and filters stand here Write several placeholders, or use a table.";
        Assert.Equal(expected is null ? null : $"{expected} {Message}", told);
    }

    private static string? OnlyProblemOf(string source)
    {
        var problems = new List<TemplateProblem>();
        var template = ReplyTemplate.Parse(source, Scope, problems);
        template?.Render(new IncomingMessage { Sender = "44", Text = "" }, [new("order", "1")]);
        return problems.Select(Tell).SingleOrDefault();
    }

    private static TemplateScope Scope { get; } =
        new(
            new HashSet<string>(["order"], StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["hours"] = "We open at nine.",
                ["bad"] = "{{ nmae }}",
                ["self"] = "{{ texts.self }}",
            }
        );

    private static string Tell(TemplateProblem problem) =>
        $"{problem.Line}:{problem.Column} {problem.Message}{(problem.Fix is null ? "" : " " + problem.Fix)}";
}
