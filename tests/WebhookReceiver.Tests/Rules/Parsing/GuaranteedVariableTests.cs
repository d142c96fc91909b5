using WebhookReceiver.Tests.Commands;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>What <c>check</c> tells of variables that may be missing, and that what it tells to write can be pasted.</summary>
public sealed class GuaranteedVariableTests
{
    private const string Start = """
        settings: { zone: Europe/Dublin, languages: [es] }
        calendars:
          shop: { open: { mon-fri: "09:00-17:00" } }
          night: { open: { mon-sun: "00:00-24:00" } }
        rules:
          - id: one

        """;

    private static readonly string Shop = Start.Replace(
        "  night: { open: { mon-sun: \"00:00-24:00\" } }\n",
        "",
        StringComparison.Ordinal
    );

    [Theory]
    [InlineData("open: shop", "calendar.shop.until", true)]
    [InlineData("words: hours, open: shop", "calendar.shop.until", true)]
    [InlineData("not: { closed: shop }", "calendar.shop.until", true)]
    [InlineData("all: [hours, { open: shop }]", "calendar.shop.until", true)]
    [InlineData("any: { open: shop, words: hours }", "calendar.shop.until", false)]
    [InlineData("closed: shop", "calendar.shop.until", false)]
    [InlineData("open: night", "calendar.night.until", false)]
    [InlineData("open: [shop, night]", "calendar.shop.until", false)]
    [InlineData("words: hours", "calendar.shop.until", false)]
    [InlineData("contact: { city: cork }", "contact.city", true)]
    [InlineData("contact: { city: known }", "contact.city", true)]
    [InlineData("contact: { city: unknown }", "contact.city", false)]
    [InlineData("any: [{ contact: { city: cork } }, { contact: { city: dublin } }]", "contact.city", true)]
    [InlineData("vars: { branch: cork }", "vars.branch", true)]
    [InlineData("words: hours", "vars.branch", false)]
    public async Task A_variable_that_the_conditions_guarantee_is_not_missing(string when, string path, bool isSure)
    {
        var told = await Checked.FolderAsync(
            ("r.yaml", $"{Start}    when: {{ {when} }}\n    reply: \"Hasta {{{{ {path} }}}}\"\n")
        );

        Assert.Equal(!isSure, told.Contains($"'{path}' may be missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_that_began_while_it_was_open_may_end_when_it_is_closed() =>
        Assert.Contains(
            "'calendar.shop.until' may be missing",
            await Checked.FolderAsync(
                (
                    "r.yaml",
                    Start
                        + "    when: { open: shop }\n    ask: { n: Name? }\n    reply: \"{{ n }} {{ calendar.shop.until }}\"\n"
                )
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("reply: Hasta {{ calendar.shop.until }}")]
    [InlineData("reply: \"Hasta {{ calendar.shop.until }}\"")]
    [InlineData("reply: 'Hasta {{ calendar.shop.until }}'")]
    [InlineData("reply: { es: \"Hasta {{ calendar.shop.until }}\" }")]
    [InlineData("reply: { es: 'Hasta {{ calendar.shop.until }}' }")]
    [InlineData("reply:\n      es: Hasta {{ calendar.shop.until }}")]
    [InlineData("reply:\n      es: \"Hasta {{ calendar.shop.until }}\"")]
    [InlineData("reply: [\"Hasta {{ calendar.shop.until }}\"]")]
    [InlineData("reply: |\n      Hasta {{ calendar.shop.until }}")]
    [InlineData("reply:\n      - Hasta {{ calendar.shop.until }}\n      - 'Abierto hasta {{ calendar.shop.until }}'")]
    public async Task What_to_write_instead_can_be_pasted_into_the_text(string reply)
    {
        var file = $"{Shop}    when: horas\n    {reply}\n";
        for (var i = 0; i < 3; i++)
        {
            var told = await Checked.FolderAsync(("r.yaml", file));
            var warning = told.Split('\n')
                .FirstOrDefault(line => line.Contains("may be missing", StringComparison.Ordinal));
            if (warning is null)
            {
                break;
            }

            var write = warning[(warning.IndexOf("Write ", StringComparison.Ordinal) + 6)..];
            var line = int.Parse(warning.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
            var lines = file.Split('\n');
            lines[line - 1] = lines[line - 1]
                .Replace(
                    "{{ calendar.shop.until }}",
                    write[..(write.IndexOf("}}", StringComparison.Ordinal) + 2)],
                    StringComparison.Ordinal
                );
            file = string.Join('\n', lines);
        }

        Assert.Equal("1 rule, 0 tests: all good", await Checked.FolderAsync(("r.yaml", file)));
    }

    [Theory]
    [InlineData(
        "reply: \"Hasta {{ calendar.shop.until | default: \"18:00\" }}\"",
        "reply: \"Hasta {{ calendar.shop.until | default: '18:00' }}\""
    )]
    [InlineData(
        "reply: 'Hasta {{ calendar.shop.until | default: '18:00' }}'",
        "reply: 'Hasta {{ calendar.shop.until | default: \"18:00\" }}'"
    )]
    [InlineData(
        "reply: { es: \"Hasta {{ calendar.shop.until | default: \"18:00\" }}\" }",
        "reply: { es: \"Hasta {{ calendar.shop.until | default: '18:00' }}\" }"
    )]
    public async Task Quotes_inside_a_placeholder_that_end_the_text_are_named(string wrong, string right)
    {
        var told = await Checked.FolderAsync(("r.yaml", $"{Shop}    when: horas\n    {wrong}\n"));

        Assert.Equal(
            $"r.yaml:7:12: error: a placeholder has the same quotes as the text around it, which end the text. Write: {right}",
            told.Split('\n')[0].TrimEnd('\r')
        );
        Assert.Equal(
            "1 rule, 0 tests: all good",
            await Checked.FolderAsync(("r.yaml", $"{Shop}    when: horas\n    {right}\n"))
        );
    }
}
