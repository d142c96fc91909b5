using System.Diagnostics;
using System.Text.RegularExpressions;
using WebhookReceiver.Tests.Reliability;
using WebhookReceiver.Tests.Sending;

namespace WebhookReceiver.Tests;

/// <summary>
/// docs/operation.md: all commands run, in the order of the page, with the built program. Every <c>sh</c> block must
/// succeed, and print what the <c>text</c> block after it shows (… stands for anything).
/// </summary>
public sealed partial class OperationPageTests : IDisposable
{
    private const string OtherMachine = "sh other-machine";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _home = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _ports = new(StringComparer.Ordinal)
    {
        ["8080"] = $"{TwoApps.FreePort()}",
        ["8081"] = $"{TwoApps.FreePort()}",
    };

    [Fact]
    public async Task Every_command_of_the_page_does_what_the_page_says()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The commands are those of Linux.");
        var blocks = Blocks(Page());
        Assert.True(blocks.Count(block => block.Kind.StartsWith("sh", StringComparison.Ordinal)) > 20);
        Prepare("sh");
        Prepare(OtherMachine);
        foreach (var install in blocks.TakeWhile(block => !block.Text.Contains("--now", StringComparison.Ordinal)))
        {
            await RunAsync(OtherMachine, install.Text); // "do what Install says"
        }

        var output = "";
        foreach (var (kind, text) in blocks)
        {
            if (kind == "text")
            {
                Assert.True(Pattern(text).IsMatch(output), $"Expected:\n{text}\nPrinted:\n{output}");
            }
            else
            {
                output = await RunAsync(kind, text);
            }
        }
    }

    [Fact]
    public void Every_metric_has_a_row_that_says_what_to_do()
    {
        var page = Page();
        var metrics = File.ReadLines(
                Path.Combine(RepositoryRoot.Path, "tests/WebhookReceiver.Tests/Golden/instruments.txt")
            )
            .Select(line => $"`{line.Split(' ')[0].Replace('.', '_')}`")
            .ToArray();

        Assert.NotEmpty(metrics);
        Assert.Equal([], metrics.Where(metric => !page.Contains(metric, StringComparison.Ordinal)));
    }

    public void Dispose()
    {
        foreach (var kind in _home.Keys)
        {
            using var stopping = Start(kind, "systemctl --user stop webhook-receiver");
            stopping.WaitForExit();
        }

        _folder.Dispose();
    }

    private static string Page() => File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operation.md"));

    private static List<(string Kind, string Text)> Blocks(string page) =>
        [.. Block().Matches(page).Select(match => (match.Groups["kind"].Value, match.Groups["text"].Value))];

    /// <summary>The last lines of the output are as shown.</summary>
    private Regex Pattern(string shown) =>
        new(
            string.Join(
                '\n',
                Here(shown)
                    .TrimEnd('\n')
                    .Split('\n')
                    .Select(line => Regex.Escape(line).Replace("…", ".*", StringComparison.Ordinal))
            ) + "\n?$",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(10)
        );

    /// <summary>
    /// A home folder, free ports, and what a test cannot have: systemd (its unit is read, and its commands do the same to a
    /// process), and the publishing of a program that is built already.
    /// </summary>
    private void Prepare(string kind)
    {
        _home[kind] = Directory.CreateDirectory(_folder.PathOf($"home{_home.Count}")).FullName;
        Directory.CreateDirectory(_folder.PathOf("backup"));
        Write(
            "dotnet",
            $"""
            [ "$1 $2" = "publish src/WebhookReceiver" ] && [ "$5" = "-o" ]
            cp -r '{Path.GetDirectoryName(ReceiverProcess.Executable)}' "$6"
            """
        );
        Write("loginctl", "[ \"$1\" = enable-linger ]");
        Write("journalctl", "grep ' INF ' ~/log");
        Write(
            "systemctl",
            """
            unit=~/.config/systemd/user/webhook-receiver.service
            stop() {
              [ -e ~/pid ] || return 0
              kill "$(cat ~/pid)"
              # Nobody may be there to collect what is left of an ended process.
              while grep -qs '^State:[[:space:]][^ZX]' "/proc/$(cat ~/pid)/status"; do sleep 0.05; done
              rm ~/pid
            }
            start() {
              command=$(sed -n "s|^ExecStart=%h|$HOME|p" $unit)
              Receiving__KeepAccepting=00:00:00 "$command" >> ~/log 2>&1 &
              echo $! > ~/pid
            }
            shift
            case "$1" in
              daemon-reload) grep -q '^\[Service\]' $unit ;;
              enable) [ "$2 $3" = "--now webhook-receiver" ]; start ;;
              stop) [ "$2" = webhook-receiver ]; stop ;;
              start) [ "$2" = webhook-receiver ]; start ;;
              restart) [ "$2" = webhook-receiver ]; stop; start ;;
              *) exit 1 ;;
            esac
            """
        );
    }

    private void Write(string tool, string script)
    {
        var path = _folder.PathOf($"bin/{tool}");
        _folder.Write($"bin/{tool}", $"#!/bin/bash\nset -eu\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Here(string text)
    {
        foreach (var (port, free) in _ports)
        {
            text = text.Replace(port, free, StringComparison.Ordinal);
        }

        return text.Replace("/mnt/backup", _folder.PathOf("backup"), StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string kind, string script)
    {
        using var bash = Start(kind, Here(script));
        var errors = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(bash.ExitCode == 0, $"{script}\nended with {bash.ExitCode}: {output}{await errors}");
        return output;
    }

    private Process Start(string kind, string script)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-euo", "pipefail", "-c", script])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryRoot.Path,
        };
        start.Environment["HOME"] = _home[kind];
        start.Environment["PATH"] = $"{_folder.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"^```(?<kind>sh|sh other-machine|text)\n(?<text>.*?)^```$", Options, 1_000)]
    private static partial Regex Block();

    private const RegexOptions Options =
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline;
}
