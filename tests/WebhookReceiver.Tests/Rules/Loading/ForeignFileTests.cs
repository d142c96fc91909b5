using WebhookReceiver.Tests.Commands;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>Files beside good rules that nobody reads are told by their names, with what to do.</summary>
public sealed class ForeignFileTests
{
    private const string Csv =
        "In the spreadsheet choose 'Save as' and the type 'CSV UTF-8', with the columns when and reply.";
    private const string Page = "Copy the text into a page called answers.md: '# parking' and the answer below it.";
    private const string Ending = "rule files end in .yaml, .yml, .json, .csv, .tsv or .ics, or are called answers.md.";

    [Theory]
    [InlineData("faq.xlsx", "warning", "rules are not read from .xlsx files.", Csv)]
    [InlineData("FAQ.XLS", "warning", "rules are not read from .XLS files.", Csv)]
    [InlineData("deep/faq.ods", "warning", "rules are not read from .ods files.", Csv)]
    [InlineData("faq.numbers", "warning", "rules are not read from .numbers files.", Csv)]
    [InlineData("faq.docx", "warning", "rules are not read from .docx files.", Page)]
    [InlineData("faq.odt", "warning", "rules are not read from .odt files.", Page)]
    [InlineData("faq.pdf", "warning", "rules are not read from .pdf files.", Page)]
    [InlineData("faq.toml", "warning", "rules are not read from .toml files.", "Write the rules as .yaml.")]
    [InlineData(
        "faq.md",
        "note",
        "a page of answers is called answers.md, or ends so.",
        "If customers shall get these answers, rename it to faq-answers.md."
    )]
    [InlineData(
        "faq.txt",
        "note",
        "rules are not read from .txt files.",
        "If it holds rules, rename it to faq.yaml; a table with tabs to faq.tsv."
    )]
    [InlineData("faq.yaml.txt", "warning", Ending, "Remove the last ending.")]
    [InlineData("faq.csv.txt", "warning", Ending, "Remove the last ending.")]
    [InlineData("faq.json.txt", "warning", Ending, "Remove the last ending.")]
    [InlineData("answers.md.txt", "warning", Ending, "Remove the last ending.")]
    [InlineData("holidays.ics.txt", "warning", Ending, "Remove the last ending.")]
    [InlineData("faq.ymal", "warning", Ending, "Rename it to faq.yaml")]
    [InlineData("faq.yaml1", "warning", Ending, "Rename it to faq.yaml")]
    [InlineData("faq.yam", "warning", Ending, "Rename it to faq.yaml")]
    [InlineData("faq.jsn", "warning", Ending, "Rename it to faq.json")]
    [InlineData("faq.cvs", "warning", Ending, "Rename it to faq.csv")]
    [InlineData("faq.tab", "warning", Ending, "Rename it to faq.tsv")]
    [InlineData("holidays.ical", "warning", "rules are not read from .ical files.", "Rename it to .ics.")]
    public async Task A_foreign_file_is_told_by_its_name(string name, string severity, string why, string cure) =>
        Assert.Equal(
            $"{name}: {severity}: This file is not read: {why} {cure}",
            await Checked.FindingsAsync(("shop.yaml", Checked.Good), (name, "x\n"))
        );

    [Theory]
    [InlineData("README.md")]
    [InlineData("readme.txt")]
    [InlineData("LICENSE")]
    [InlineData("LICENSE.txt")]
    [InlineData("CHANGELOG.md")]
    [InlineData("cake.jpg")]
    [InlineData("shop.yaml.bak")]
    [InlineData("shop.yaml~")]
    [InlineData("~$faq.xlsx")]
    [InlineData(".faq.xlsx")]
    [InlineData("Makefile")]
    [InlineData("style.css")]
    [InlineData("plugins/notes.docx")]
    public async Task What_is_for_people_and_programs_is_passed_over(string name) =>
        Assert.Equal("", await Checked.FindingsAsync(("shop.yaml", Checked.Good), (name, "x\n")));
}
