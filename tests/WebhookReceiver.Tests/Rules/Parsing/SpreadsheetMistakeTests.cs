using WebhookReceiver.Tests.Commands;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>Spreadsheets as people save them: heads, lists in a cell, missing cells.</summary>
public sealed class SpreadsheetMistakeTests
{
    private const string AllGood = "1 rule, 0 tests: all good";

    [Theory]
    [InlineData("when,reply\nhello,Hi!\n")]
    [InlineData("When,Reply\nhello,Hi!\n")]
    [InlineData(" WHEN , REPLY \nhello,Hi!\n")]
    [InlineData("\"When\",\" reply\"\nhello,Hi!\n")]
    [InlineData("\uFEFFWhen,Reply\nhello,Hi!\n")]
    [InlineData("\uFEFF\uFEFF\"when\",reply\nhello,Hi!\n")]
    [InlineData("when:,reply:\nhello,Hi!\n")]
    [InlineData("When\u00A0,\u00A0Reply\nhello,Hi!\n")]
    [InlineData("reply;When\nHi!;hello\n")]
    [InlineData("When\tReply\nhello\tHi!\n")]
    [InlineData("sep=;\nWhen;Reply\nhello;Hi!\n")]
    [InlineData("When,Reply,,\nhello,Hi!,,\n,,,\n")]
    [InlineData("When,Reply\nhello,Hi!,,\n")]
    [InlineData("Id,When,Reply,Note,Stage\n,hello,Hi!,,\n")]
    public async Task Heads_are_known_without_regard_to_capitals_and_what_stands_around_them(string content) =>
        Assert.Equal(AllGood, await Checked.FolderAsync(("faq.csv", content)));

    [Fact]
    public async Task Tab_separated_files_are_read_as_csv_is()
    {
        Assert.Equal(AllGood, await Checked.FolderAsync(("faq.tsv", "When\tReply\nhello, world!\tHi, \"you\"!\n")));
        Assert.Equal(
            AllGood,
            await Checked.FolderAsync(
                ("items.TSV", "Name\tAlso\tprice\nRye bread\trye; brown bread\t4,50\n"),
                (
                    "shop.yaml",
                    "tables: { items: items.TSV }\nrules:\n  - { id: a, when: { mentions: items }, reply: \"{{ items.name }}: {{ items.price }}\" }\n"
                )
            )
        );
    }

    /// <summary>The first finding of a file, and the file with its cure.</summary>
    [Theory]
    [InlineData(
        "when,reply\n\"hours, open\",9\n",
        "faq.csv:2:2: error: ',' does not separate phrases in a cell: this is a single phrase. Write: hours; open or, if it is a single phrase, leave ',' out.",
        "when,reply\nhours; open,9\n"
    )]
    [InlineData(
        "when;reply\nhours, when open;9\n",
        "faq.csv:2:1: error: ',' does not separate phrases in a cell: this is a single phrase. Write: \"hours; when open\" or, if it is a single phrase, leave ',' out.",
        "when;reply\n\"hours; when open\";9\n"
    )]
    [InlineData(
        "when,reply\nhours | open,9\n",
        "faq.csv:2:1: error: '|' does not separate phrases in a cell: this is a single phrase. Write: hours; open or, if it is a single phrase, leave '|' out.",
        "when,reply\nhours; open,9\n"
    )]
    [InlineData(
        "when,reply\n\"ساعات، فتح\",9\n",
        "faq.csv:2:2: error: '،' does not separate phrases in a cell: this is a single phrase. Write: ساعات; فتح or, if it is a single phrase, leave '،' out.",
        "when,reply\nساعات; فتح,9\n"
    )]
    [InlineData(
        "when,reply\n\"wifi; hours, open\",9\n",
        "faq.csv:2:2: error: ',' does not separate phrases in a cell: this is a single phrase. Write: wifi; hours; open or, if it is a single phrase, leave ',' out.",
        "when,reply\nwifi; hours; open,9\n"
    )]
    [InlineData(
        "when,reply,note\nhello,Hi!\n",
        "faq.csv:2:7: error: this row has 2 cells, the first row has 3. Write a comma for each empty cell. If the last ones are empty, write: hello,Hi!,",
        "when,reply,note\nhello,Hi!,\n"
    )]
    [InlineData(
        "when;reply;note\n\"a; b\"\n",
        "faq.csv:2:2: error: this row has 1 cell, the first row has 3. Write a semicolon for each empty cell. If the last ones are empty, write: \"a; b\";;",
        "when;reply;note\n\"a; b\";Hi;\n"
    )]
    [InlineData(
        "when,reply\nhello,Hi, you!\n",
        "faq.csv:2:11: error: this row has 3 cells, the first row has 2. Put a text that holds commas in quotes: \"Hi, you!\"",
        "when,reply\nhello,\"Hi, you!\"\n"
    )]
    [InlineData(
        "Question,Answer\nhello,Hi!\n",
        "faq.csv:1:1: error: a file of questions and answers has the columns 'when' and 'reply', but they are not here. Write as the first row: when,reply",
        "when,reply\nhello,Hi!\n"
    )]
    [InlineData(
        "Category;whn;Replys\nshop;hello;Hi!\n",
        "faq.csv:1:1: error: a file of questions and answers has the columns 'when' and 'reply', but they are not here. Write as the first row: note;when;reply",
        "note;when;reply\nshop;hello;Hi!\n"
    )]
    [InlineData(
        "Our questions,\n\nWhen,Reply\nhello,Hi!\n",
        "faq.csv:1:1: error: the names of the columns must stand in the first row, but they stand in line 3. Delete the rows above line 3.",
        "When,Reply\nhello,Hi!\n"
    )]
    [InlineData(
        "when,reply,Anser\nhello,Hi!,x\n",
        "faq.csv:1:12: error: a CSV file of rules has no column 'Anser'. Known here: id, note, when, reply, stage, priority, enabled, typos, shadow.",
        "when,reply,note\nhello,Hi!,x\n"
    )]
    [InlineData(
        "when,Reply,reply\nhello,Hi!,Ho!\n",
        "faq.csv:1:12: error: another column is called 'reply' already. Give one of them another name.",
        "when,Reply,note\nhello,Hi!,Ho!\n"
    )]
    public async Task A_mistake_is_told_at_its_cell_and_the_cure_works(string broken, string told, string cured)
    {
        Assert.Equal(told, (await Checked.FindingsAsync(("faq.csv", broken))).Split(Environment.NewLine)[0]);
        Assert.Equal(AllGood, await Checked.FolderAsync(("faq.csv", cured)));
    }

    [Fact]
    public async Task All_short_rows_are_told_at_once() =>
        Assert.Equal(
            [3, 5],
            (await Checked.FindingsAsync(("faq.csv", "when,reply\na,A\nb\nc,C\nd\n")))
                .Split(Environment.NewLine)
                .Select(line => int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture))
        );

    [Theory]
    [InlineData("\"Hi, do you deliver?\"")]
    [InlineData("\"a table, please!\"")]
    [InlineData("\"1,500 grams\"")]
    [InlineData("\"hello, where can I park\"")]
    [InlineData("\"Good day, sir. Hours\"")]
    public async Task A_sentence_with_a_comma_is_a_phrase(string cell) =>
        Assert.DoesNotContain(
            "error",
            await Checked.FolderAsync(("faq.csv", $"when,reply\n{cell},Yes.\n")),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("rye, brown bread", "rye; brown bread")]
    [InlineData("rye | brown bread", "rye; brown bread")]
    public async Task Other_names_of_a_table_are_separated_the_same_way(string cell, string cure)
    {
        const string Shop =
            "tables: { items: items.csv }\nrules:\n  - { id: a, when: { mentions: items }, reply: \"{{ items.name }}\" }\n";

        Assert.Equal(
            $"items.csv:2:{(cell.Contains(',', StringComparison.Ordinal) ? 12 : 11)}: error: '{(cell.Contains(',', StringComparison.Ordinal) ? ',' : '|')}' does not separate names in a cell: this is a single name. Write: {cure} or, if it is a single name, leave '{(cell.Contains(',', StringComparison.Ordinal) ? ',' : '|')}' out.",
            await Checked.FindingsAsync(
                (
                    "items.csv",
                    $"name,also\nRye bread,{(cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell)}\n"
                ),
                ("shop.yaml", Shop)
            )
        );
        Assert.Equal(
            AllGood,
            await Checked.FolderAsync(("items.csv", $"name,also\nRye bread,{cure}\n"), ("shop.yaml", Shop))
        );
    }

    [Fact]
    public async Task A_row_of_a_table_with_too_few_cells_is_told()
    {
        const string Shop =
            "tables: { items: items.csv }\nrules:\n  - { id: a, when: { mentions: items }, reply: \"{{ items.price }}\" }\n";

        Assert.Equal(
            "items.csv:2:7: error: this row has 2 cells, the first row has 3. Write a comma for each empty cell. If the last ones are empty, write: Bread,4.50,",
            (await Checked.FindingsAsync(("items.csv", "name,also,price\nBread,4.50\n"), ("shop.yaml", Shop))).Split(
                Environment.NewLine
            )[0]
        );
    }
}
