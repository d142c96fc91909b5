using System.Net.Sockets;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>Strange entries in a rules folder.</summary>
public sealed class StrangeFilesTests
{
    private static async Task<WatchedFolder> WithHoursAsync(Action<WatchedFolder> prepare)
    {
        var folder = new WatchedFolder();
        folder.Write("hours.yaml", WatchedFolder.Rule("hours", "nine"));
        prepare(folder);
        await folder.ScanAsync();
        return folder;
    }

    [Fact]
    public async Task Links_that_lead_outside_are_refused()
    {
        await using var folder = await WithHoursAsync(folder =>
        {
            File.WriteAllText(folder.Outside("secret.yaml"), WatchedFolder.Rule("secret", "1234"));
            Directory.CreateDirectory(folder.Outside("elsewhere"));
            File.CreateSymbolicLink(folder.PathOf("absolute.yaml"), folder.Outside("secret.yaml"));
            File.CreateSymbolicLink(folder.PathOf("relative.yaml"), "../secret.yaml");
            File.CreateSymbolicLink(folder.PathOf("etc.yaml"), "/etc/hostname");
            File.CreateSymbolicLink(folder.PathOf("zero.yaml"), "/dev/zero");
            Directory.CreateSymbolicLink(folder.PathOf("sub"), folder.Outside("elsewhere"));
        });

        Assert.Equal(["absolute.yaml", "etc.yaml", "relative.yaml", "sub", "zero.yaml"], folder.ProblemPaths);
        Assert.Equal(
            "absolute.yaml: This link leads out of the rules folder, so it is not followed. "
                + "Copy the file into the rules folder instead.",
            folder.Status.Problems[0].ToString()
        );
        Assert.Null(await folder.AnswerAsync("secret"));
        Assert.Equal("nine", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task A_link_that_leads_outside_by_way_of_another_link_is_refused()
    {
        await using var folder = await WithHoursAsync(folder =>
        {
            File.WriteAllText(folder.Outside("secret.yaml"), WatchedFolder.Rule("secret", "1234"));
            Directory.CreateSymbolicLink(folder.PathOf(".way"), "..");
            File.CreateSymbolicLink(folder.PathOf("sly.yaml"), ".way/secret.yaml");
        });

        Assert.Equal(["sly.yaml"], folder.ProblemPaths);
        Assert.Null(await folder.AnswerAsync("secret"));
    }

    [Fact]
    public async Task Links_that_run_in_a_circle_are_cut()
    {
        await using var folder = await WithHoursAsync(folder =>
        {
            File.CreateSymbolicLink(folder.PathOf("self.yaml"), "self.yaml");
            Directory.CreateSymbolicLink(folder.PathOf("up"), ".");
        });

        Assert.Equal(["self.yaml", "up"], folder.ProblemPaths);
        Assert.Equal(1, folder.Status.RuleCount);
    }

    [Fact]
    public async Task One_file_under_two_names_is_read_once()
    {
        await using var folder = await WithHoursAsync(folder =>
            File.CreateSymbolicLink(folder.PathOf("twin.yaml"), "hours.yaml")
        );

        Assert.Equal(
            "twin.yaml: This is a link to what is read already as hours.yaml. Remove the link.",
            Assert.Single(folder.Status.Problems).ToString()
        );
        Assert.Equal(ReloadResult.Ok, folder.Status.LastResult);
    }

    [Fact]
    public async Task A_link_to_nothing_is_reported()
    {
        await using var folder = await WithHoursAsync(folder =>
            File.CreateSymbolicLink(folder.PathOf("gone.yaml"), "nowhere.yaml")
        );

        Assert.Equal(["gone.yaml"], folder.ProblemPaths);
    }

    [Fact]
    public async Task Pipes_sockets_and_empty_files_are_never_opened()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await using var folder = await WithHoursAsync(folder =>
        {
            Shell.Run("mkfifo", folder.PathOf("pipe.yaml"));
            socket.Bind(new UnixDomainSocketEndPoint(folder.PathOf("socket.yaml")));
            folder.Write("empty.yaml", "");
        });

        Assert.Equal(["empty.yaml", "pipe.yaml", "socket.yaml"], folder.ProblemPaths);
        Assert.All(folder.Status.Problems, problem => Assert.Equal(ProblemSeverity.Warning, problem.Severity));
        Assert.Equal(ReloadResult.Ok, folder.Status.LastResult);
    }

    [Fact]
    public async Task A_file_of_two_gigabytes_is_refused_unread()
    {
        await using var folder = await WithHoursAsync(folder =>
        {
            using var file = File.Create(folder.PathOf("huge.yaml"));
            file.SetLength(2L * 1024 * 1024 * 1024);
        });

        Assert.Equal(
            "huge.yaml: This file has 2,147,483,648 bytes; the most is 1,048,576. "
                + "Split it, or raise the setting Rules:MaxFileBytes.",
            Assert.Single(folder.Status.Problems).ToString()
        );
        Assert.Equal("nine", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_reported_and_found_when_it_may()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess || OperatingSystem.IsWindows(), "Nothing is unreadable here.");
        await using var folder = await WithHoursAsync(folder =>
        {
            folder.Write("locked.yaml", WatchedFolder.Rule("locked", "open"));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder.PathOf("locked.yaml"), UnixFileMode.None);
        });
        Assert.Equal(["locked.yaml"], folder.ProblemPaths);

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.PathOf("locked.yaml"), UnixFileMode.UserRead);
        await folder.ChangeLoadedAsync();

        Assert.Equal("open", await folder.AnswerAsync("locked"));
    }

    [Fact]
    public async Task A_rule_file_that_becomes_empty_does_not_take_its_rules_away()
    {
        await using var folder = await WithHoursAsync(_ => { });

        folder.Write("hours.yaml", "");
        folder.Write("more.yaml", WatchedFolder.Rule("more", "yes"));
        await folder.ChangeLoadedAsync();

        Assert.Equal(ReloadResult.KeptLastGood, folder.Status.LastResult);
        Assert.Equal(
            "hours.yaml: This file has become empty; it held rules before. Write them again, or delete the file.",
            Assert.Single(folder.Status.Problems).ToString()
        );
        Assert.Equal("nine", await folder.AnswerAsync("hours"));
    }

    [Fact]
    public async Task What_editors_leave_behind_and_what_is_no_rule_file_is_ignored()
    {
        await using var folder = await WithHoursAsync(folder =>
        {
            string[] droppings =
            [
                "hours.yaml~",
                ".hours.yaml.swp",
                "#hours.yaml#",
                ".#hours.yaml",
                "hours.yaml.tmp",
                "hours.yaml.bak",
                "~$hours.yaml",
                ".hidden.yaml",
                ".git/config.yaml",
                "README.md",
                "4913",
                "rule.schema.json",
                "plugins/orders.deps.json",
            ];
            foreach (var name in droppings)
                folder.Write(name, "{ not: rules");
        });

        Assert.Empty(folder.Status.Problems);
        Assert.Equal(1, folder.Status.RuleCount);
    }

    [Fact]
    public async Task Endings_may_be_written_in_capitals_and_files_may_lie_in_sub_folders()
    {
        await using var folder = await WithHoursAsync(folder =>
        {
            folder.Write("A.YAML", WatchedFolder.Rule("one", "1"));
            folder.Write("b.Yml", WatchedFolder.Rule("two", "2"));
            folder.Write("c.JSON", """{ "rules": [ { "id": "three", "when": "three", "reply": "3" } ] }""");
            folder.Write("deep/er/plugins/d.yaml", WatchedFolder.Rule("four", "4"));
        });

        Assert.Empty(folder.Status.Problems);
        Assert.Equal(5, folder.Status.RuleCount);
    }

    [Fact]
    public async Task A_file_with_a_hidden_second_ending_is_pointed_out()
    {
        await using var folder = await WithHoursAsync(folder =>
            folder.Write("prices.yaml.txt", WatchedFolder.Rule("prices", "cheap"))
        );

        Assert.Equal(
            "prices.yaml.txt: This file is not read: rule files end in .yaml, .yml, .json, .csv, .tsv or .ics, or are called answers.md. Remove the last ending.",
            Assert.Single(folder.Status.Problems).ToString()
        );
    }

    [Fact]
    public async Task Strange_names_are_just_names()
    {
        await using var folder = await WithHoursAsync(folder =>
        {
            folder.Write("con.yaml", WatchedFolder.Rule("one", "1"));
            folder.Write("🍞 bread.yaml", WatchedFolder.Rule("two", "2"));
            folder.Write(new string('n', 250) + ".yaml", WatchedFolder.Rule("three", "3"));
            folder.Write("..%2f..%2fx.yaml.yaml", "dot files are hidden");
            folder.Write("x%2f..%2f..%2fy.yaml", WatchedFolder.Rule("four", "4"));
            if (!OperatingSystem.IsWindows())
            {
                folder.Write("line\nbreak.yaml", "rules: 5");
                folder.Write("turned\u202Eround.yaml", "rules: 5");
            }
        });

        Assert.Equal(5, folder.Status.RuleCount);
        Assert.Equal("2", await folder.AnswerAsync("two"));
        Assert.Equal(["line\\u000Abreak.yaml", "turned\\u202Eround.yaml"], folder.ProblemPaths);
    }

    [Fact]
    public async Task A_name_that_is_not_valid_text_is_reported()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have no such names.");
        await using var folder = await WithHoursAsync(folder =>
            Shell.Run("sh", "-c", $"echo 'rules: []' > \"{folder.Root}/$(printf 'b\\377.yaml')\"")
        );

        Assert.Equal("b\uFFFD.yaml", Assert.Single(folder.Status.Problems).Path);
    }
}
