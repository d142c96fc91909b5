using System.Text;

namespace WebhookReceiver.Tests.Commands.Importing.Csv;

public sealed class CsvImportTests
{
    private const string Faq =
        "Frage;Antwort;Rubrik\nÖffnungszeiten;Von 9 bis 5.;a\n\"Parkplatz; parken\";\"Hinter dem Haus.\nKostenlos.\";b\n";

    [Fact]
    public async Task Each_row_becomes_a_rule_and_what_has_no_place_is_told()
    {
        using var bot = await ImportedBot.ImportAsync(
            "csv",
            "faq.csv",
            "Question,Answer,Category\n\"Opening hours?\",From 8 to 6.,a\nparking; where can i park,Behind the house.,b\n,Nobody asks.,c\nwifi,,d\nParking,Again.,e\n"
        );

        Assert.Equal((0, ""), (bot.Code, bot.Errors));
        Assert.Equal(
            """
            rules:
              - id: opening-hours
                when: Opening hours
                reply: From 8 to 6.
                tests:
                  - say: Opening hours
              - id: parking
                when: [parking, where can i park]
                reply: Behind the house.
                tests:
                  - say: parking
                  - say: where can i park
            """,
            bot.Rules()
        );
        Assert.Equal(
            """
            # What was imported

            From `faq.csv` (csv): 2 rules and 3 tests.

            ## What was taken

            - 2 rows with a question and an answer

            ## What was not taken

            - faq.csv:1: the column 'Category' has no place in a rule
            - faq.csv:4: the row has no question
            - faq.csv:5: the row has no answer
            - faq.csv:6: 'Parking' is asked in faq.csv:3 already

            ## What behaves otherwise

            - a question is answered if its words stand in the message, with any words around them

            """,
            bot.Report
        );
        Assert.Equal("2 rules, 3 tests: all good", await bot.CheckAsync());
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("windows-1252", false)]
    public async Task Every_encoding_of_a_spreadsheet_is_read(string name, bool hasMark)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Faq)];
        using var bot = await ImportedBot.ImportAsync("csv", "faq.csv", bytes);

        Assert.Equal((0, ""), (bot.Code, bot.Errors));
        Assert.Equal(
            ["Von 9 bis 5.", "Hinter dem Haus.\nKostenlos."],
            await bot.TalkAsync("wie sind die öffnungszeiten", "wo kann ich parken")
        );
        Assert.Equal(name == "windows-1252", bot.Report.Contains("Windows-1252", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("q,a\nhours,From 8 to 6.\n")]
    [InlineData("Pregunta;Respuesta\nhours;From 8 to 6.\n")]
    [InlineData("answers\tquestions\nFrom 8 to 6.\thours\n")]
    [InlineData("sep=;\nWHEN;Reply\nhours;From 8 to 6.\n")]
    public async Task Separators_and_usual_names_are_found(string table)
    {
        using var bot = await ImportedBot.ImportAsync("csv", "faq.csv", table);
        Assert.Equal(["From 8 to 6."], await bot.TalkAsync("your hours?"));
    }

    [Fact]
    public async Task Columns_with_other_names_are_named()
    {
        const string Table = "Kunde sagt,Wir sagen\nhours,From 8 to 6.\n";
        using var unnamed = await ImportedBot.ImportAsync("csv", "faq.csv", Table);
        Assert.Equal(
            (
                1,
                "faq.csv:1:1: no column has a usual name for questions; the first row has 'Kunde sagt', 'Wir sagen'. Name the column: --question \"Kunde sagt\"\nNothing was written."
            ),
            (unnamed.Code, unnamed.Errors)
        );

        using var named = await ImportedBot.ImportTableAsync(Table, "kunde sagt", "Wir sagen");
        Assert.Equal(["From 8 to 6."], await named.TalkAsync("hours"));
    }

    [Fact]
    public async Task Braces_of_a_customer_are_no_placeholders()
    {
        using var bot = await ImportedBot.ImportAsync("csv", "faq.csv", "q,a\nbraces,Write {{ name }} or {% if %}.\n");
        Assert.Equal(["Write {{ name }} or {% if %}."], await bot.TalkAsync("braces"));
    }
}
