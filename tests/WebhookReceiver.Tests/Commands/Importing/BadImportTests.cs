using System.Text;

namespace WebhookReceiver.Tests.Commands.Importing;

/// <summary>What cannot be imported is told in a sentence with file and line, and nothing is written.</summary>
public sealed class BadImportTests
{
    [Theory]
    [InlineData("csv", "a.csv", "", "a.csv:1:1: the file is empty. Export it again.")]
    [InlineData(
        "csv",
        "a.csv",
        "q,a\n\"open,x\n",
        "a.csv:2:1: the quote \" that opens here is never closed. Close it at the end of the text."
    )]
    [InlineData(
        "wbot",
        "bot.json",
        "{\"bot\": [\n",
        "bot.json:2:1: the file is not valid JSON from here on. Look for a missing comma, quote or bracket here or in the line above."
    )]
    [InlineData("wbot", "bot.json", "[1]", "bot.json:1:1: there is no list 'bot' in it. Name the bot.json of WBOT.")]
    [InlineData(
        "rivescript",
        "a.rive",
        "+ hi\n- Hi.\nhello\n",
        "a.rive:3:1: a line of RiveScript begins with one of + - % ^ @ * ! > <, and this one with 'h'. Is --from right? If it is a comment, write // before it."
    )]
    [InlineData(
        "rivescript",
        "a.rive",
        "- Hi.\n",
        "a.rive:1:1: there is no trigger (+) before this '-'. Write one above."
    )]
    [InlineData(
        "rivescript",
        "a.rive",
        "+ a\n@ b\n\n+ b *\n- x\n\n+ b\n@ c\n+ c\n- {@a}\n",
        "a.rive:1:1: redirects go round in a circle: a.rive:1 → a.rive:7 → a.rive:9 → a.rive:1. Break it there, and import again."
    )]
    [InlineData(
        "aiml",
        "a.aiml",
        "<aiml>\n<category>\n</aiml>",
        "a.aiml:3:3: the file is not valid XML from here on. Look for a tag that is not closed, or an & that should be &amp;, here or above."
    )]
    [InlineData(
        "aiml",
        "a.aiml",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>\n<aiml>&b;</aiml>",
        "a.aiml:1:1: a DOCTYPE is not read. Delete it."
    )]
    [InlineData("aiml", "a.aiml", "<html/>", "a.aiml:1:1: the file holds <html>, not <aiml>. Name a file of AIML.")]
    [InlineData(
        "aiml",
        "a.aiml",
        "<aiml><category><pattern>A</pattern><template>So <srai>B</srai></template></category>\n<category><pattern>B</pattern><template>So <srai>A</srai></template></category></aiml>",
        "a.aiml:1:8: redirects go round in a circle: a.aiml:1 → a.aiml:2 → a.aiml:1. Break it there, and import again."
    )]
    [InlineData(
        "chatwoot",
        "a.json",
        "{\"a\": 1",
        "a.json:1:8: the file is not valid JSON from here on. Look for a missing comma, quote or bracket here or in the line above."
    )]
    [InlineData(
        "chatwoot",
        "a.json",
        "[1, {\n\"x\": 2}]",
        "a.json:1:1: there are neither canned responses (short_code) nor automation rules (event_name) in it. Save what the API lists under canned_responses or automation_rules."
    )]
    [InlineData(
        "rapidpro",
        "a.json",
        "{\n\"flows\": [",
        "a.json:2:11: the file is not valid JSON from here on. Look for a missing comma, quote or bracket here or in the line above."
    )]
    [InlineData(
        "rapidpro",
        "a.json",
        "{\"flows\": 3}",
        "a.json:1:1: there is no list 'flows' in it. Export the flows with their triggers, and name that file."
    )]
    [InlineData("aiml", "a.aiml", "<aiml></aiml>", "import:1:1: nothing of it can be taken. Is --from right?")]
    public async Task A_broken_file_is_told_with_its_line(string format, string name, string content, string told)
    {
        using var bot = await ImportedBot.ImportAsync(format, name, content);
        Assert.Equal(
            (1, told + "\nNothing was written.", "", false),
            (bot.Code, bot.Errors, bot.Output, bot.IsWritten)
        );
    }

    [Theory]
    [InlineData(
        "wbot",
        "a.json",
        "{\"bot\": [1,\n{\"exact\": \"a\"}]}",
        "a.json:1:10: not taken: this entry of 'bot' is no object.\na.json:2:1: not taken: the entry has no response."
    )]
    [InlineData(
        "chatwoot",
        "a.json",
        "[\n{\"short_code\": 5, \"content\": null}]",
        "a.json:2:1: not taken: a canned response without a short code or a text."
    )]
    [InlineData(
        "rapidpro",
        "a.json",
        "{\"flows\": [\n1, {\"uuid\": \"x\"}], \"triggers\": [{\"trigger_type\": \"K\"}]}",
        "a.json:2:1: not taken: this entry of 'flows' is no object.\na.json:2:4: not taken: the flow 'flow' has no trigger.\na.json:2:33: not taken: the trigger leads to no flow of this file."
    )]
    [InlineData(
        "rivescript",
        "a.rive",
        "+ i (want|need coffee\n- a\n\n+ @drinks\n- b\n+ a)\n- c\n",
        "a.rive:1:1: not taken: the trigger 'i (want|need coffee': '(' is never closed.\na.rive:4:1: not taken: the trigger '@drinks': there is no array 'drinks'.\na.rive:6:1: not taken: the trigger 'a)': ')' closes nothing."
    )]
    [InlineData(
        "aiml",
        "a.aiml",
        "<aiml>\n<category><pattern> </pattern><template>A</template></category>\n<category><pattern>A</pattern></category></aiml>",
        "a.aiml:2:2: not taken: the pattern has no words.\na.aiml:3:2: not taken: a category without a pattern or a template."
    )]
    public async Task If_nothing_can_be_taken_the_reasons_stand_with_their_lines(
        string format,
        string name,
        string content,
        string told
    )
    {
        using var bot = await ImportedBot.ImportAsync(format, name, content);
        Assert.Equal(1, bot.Code);
        Assert.False(bot.IsWritten);
        Assert.Equal(
            $"{told}\nimport:1:1: nothing of it can be taken. Is --from right?\nNothing was written.",
            bot.Errors
        );
    }

    [Theory]
    [InlineData("csv", "a.csv")]
    [InlineData("wbot", "a.json")]
    [InlineData("rivescript", "a.rive")]
    [InlineData("aiml", "a.aiml")]
    [InlineData("chatwoot", "a.json")]
    [InlineData("rapidpro", "a.json")]
    public async Task A_binary_file_is_told(string format, string name)
    {
        byte[] bytes = [.. "one\ntwo "u8, 0, 1, 2, 255, 254, 0];
        using var bot = await ImportedBot.ImportAsync(format, name, bytes);
        Assert.Equal(
            (1, $"{name}:2:1: this is no text. Export it as text, and import that.\nNothing was written."),
            (bot.Code, bot.Errors)
        );
    }

    [Theory]
    [InlineData("csv", "a.csv")]
    [InlineData("wbot", "a.json")]
    [InlineData("rivescript", "a.rive")]
    [InlineData("aiml", "a.aiml")]
    [InlineData("chatwoot", "a.json")]
    [InlineData("rapidpro", "a.json")]
    public async Task A_huge_file_is_told_without_being_read(string format, string name)
    {
        using var folder = new TemporaryFolder();
        await using (var file = File.Create(folder.PathOf(name)))
        {
            file.SetLength(100 * 1_048_576);
        }

        var (code, output, errors) = await Verb.RunAsync(
            WebhookReceiver.Commands.ImportCommand.Create(),
            folder.PathOf(name),
            "--from",
            format,
            "--to",
            folder.PathOf("out")
        );
        Assert.Equal(
            (1, "", $"{name}:1:1: the file has 100 MB, an import reads 16 MB. Split it.\nNothing was written."),
            (code, output, errors)
        );
    }

    [Fact]
    public async Task Deep_nesting_is_told()
    {
        var deep = string.Concat(Enumerable.Repeat("<b>", 100_000));
        using var bot = await ImportedBot.ImportAsync("aiml", "a.aiml", $"<aiml>{deep}");
        Assert.StartsWith("a.aiml:1:", bot.Errors, StringComparison.Ordinal);

        using var tags = await ImportedBot.ImportAsync(
            "rivescript",
            "a.rive",
            $"+ a\n- {string.Concat(Enumerable.Repeat("{@", 100_000))}{new string('}', 100_000)}\n+ b\n- c\n"
        );
        Assert.Equal(0, tags.Code);
        Assert.Contains("a.rive:2: tags inside tags, more than forty deep", tags.Report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wbot")]
    [InlineData("chatwoot")]
    [InlineData("rapidpro")]
    public async Task Deep_brackets_are_told(string format)
    {
        using var bot = await ImportedBot.ImportAsync(format, "a.json", new string('[', 200_000));
        Assert.Equal(
            "a.json:1:25: this is nested too deeply. Rules need at most ten levels; look for a bracket too many.\nNothing was written.",
            bot.Errors
        );
    }

    [Fact]
    public async Task A_flow_that_goes_back_to_itself_ends_there()
    {
        using var bot = await ImportedBot.ImportAsync(
            "rapidpro",
            "a.json",
            """
            {"flows": [{"uuid": "f", "name": "f", "nodes": [
            {"uuid": "n", "actions": [{"type": "send_msg", "text": "Hi"}], "exits": [{"destination_uuid": "n"}]}]}],
            "triggers": [{"trigger_type": "K", "keywords": ["go"], "flow": {"uuid": "f"}}]}
            """
        );
        Assert.Equal(0, bot.Code);
        Assert.Equal(["Hi"], await bot.TalkAsync("go"));
        Assert.Contains("a.json:2: the flow goes back to here", bot.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_redirects_of_redirects_end()
    {
        var categories = string.Concat(
            Enumerable
                .Range(0, 5_000)
                .Select(i =>
                    $"<category><pattern>A{i}</pattern><template><srai>A{i + 1}</srai></template></category>\n"
                )
        );
        using var bot = await ImportedBot.ImportAsync(
            "aiml",
            "a.aiml",
            $"<aiml>\n{categories}<category><pattern>A5000</pattern><template>The end.</template></category></aiml>"
        );
        Assert.Equal(0, bot.Code);
        Assert.Equal(["The end."], await bot.TalkAsync("a4990"));
        Assert.Contains("a chain of more than 100 redirects leads here", bot.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_lines_that_continue_one_are_joined_at_once()
    {
        var lines = string.Concat(Enumerable.Repeat("^ b\n", 100_000));
        using var bot = await ImportedBot.ImportAsync("rivescript", "a.rive", $"+ a\n- c\n{lines}+ d\n- e\n");
        Assert.Equal(0, bot.Code);
        Assert.Equal(["e"], await bot.TalkAsync("d"));
    }

    [Fact]
    public async Task A_long_trigger_is_shortened_in_the_report()
    {
        using var bot = await ImportedBot.ImportAsync(
            "rivescript",
            "a.rive",
            $"+ {string.Concat(Enumerable.Repeat("(a|b) ", 3_000))}\n- c\n+ d\n- e\n"
        );
        Assert.Equal(0, bot.Code);
        Assert.Equal(313, bot.Report.Split('\n').Max(line => line.Length));
    }

    [Fact]
    public async Task Weights_that_are_none_are_told()
    {
        using var bot = await ImportedBot.ImportAsync(
            "rivescript",
            "a.rive",
            "+ a\n- b{weight=0}\n- c{weight=99999999999}\n- d{weight=5}\n"
        );
        Assert.Contains("a.rive:2: {weight=0} counts as 1", bot.Report, StringComparison.Ordinal);
        Assert.Contains("a.rive:3: {weight=99999999999} counts as 1000", bot.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_that_double_end()
    {
        var script = new StringBuilder();
        for (var i = 0; i < 40; i++)
        {
            script.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"+ m{i}\n- a {{@m{i + 1}}} {{@m{i + 1}}}\n"
            );
        }

        script.Append("+ m40\n- The end.\n");
        using var bot = await ImportedBot.ImportAsync("rivescript", "a.rive", script.ToString());
        Assert.Equal(0, bot.Code);
        Assert.Contains(
            "a.rive:1: its redirects make too many or too long answers",
            bot.Report,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        folder.Write("faq.csv", "q,a\nhours,8\n");
        folder.Write("rules/a.yaml", "");
        var (code, _, errors) = await Verb.RunAsync(
            WebhookReceiver.Commands.ImportCommand.Create(),
            folder.PathOf("faq.csv"),
            "--from",
            "csv",
            "--to",
            folder.PathOf("rules")
        );
        Assert.Equal(
            (1, $"{folder.PathOf("rules")} is not empty. Name a new folder: --to {folder.PathOf("rules")}-2"),
            (code, errors)
        );
    }
}
