using System.Diagnostics;

namespace WebhookReceiver.Tests.Commands;

public sealed class StartTests
{
    [Theory]
    [InlineData("Receiving__Port", "99999", "The field Receiving:Port must be between 0 and 65535.")]
    [InlineData(
        "Receiving__Port",
        "abc",
        "Failed to convert configuration value 'abc' at 'Receiving:Port' to type 'System.Int32'. The input string 'abc' was not in a correct format."
    )]
    [InlineData("Receiving__Prot", "1", "Receiving has no setting 'Prot'. appsettings.json lists all there are.")]
    [InlineData(
        "Receiving__PublicUrl",
        "bot.example.com",
        "Receiving:PublicUrl must be an address like https://bot.example.com, not 'bot.example.com'."
    )]
    [InlineData(
        "Receiving__PublicUrl",
        "https://",
        "Receiving:PublicUrl must be an address like https://bot.example.com, not 'https://'."
    )]
    [InlineData(
        "Receiving__PublicUrl",
        "https://bot example.com",
        "Receiving:PublicUrl must be an address like https://bot.example.com, not 'https://bot example.com'."
    )]
    [InlineData(
        "Receiving__PublicUrl",
        "https://ann:secret@bot..example.com",
        "Receiving:PublicUrl must be an address like https://bot.example.com."
    )]
    [InlineData(
        "Receiving__Keys__0",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "Receiving:Keys:0 is the SHA-256 of an empty text, which everybody knows; make a key with: WebhookReceiver key new"
    )]
    [InlineData(
        "Management__Address",
        "0.0.0.0",
        "Management:Key is not set, and Management:Address 0.0.0.0 opens the operator's port to others. Set a key of at least 16 characters, or use 127.0.0.1."
    )]
    [InlineData(
        "Rules__LookupNetworks__0",
        "intranet",
        "Rules:LookupNetworks must name networks like 10.1.2.0/24 or addresses, not 'intranet'."
    )]
    [InlineData(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "localhost:4317",
        "OTEL_EXPORTER_OTLP_ENDPOINT must be the address of a collector, such as http://localhost:4317."
    )]
    [InlineData("Receiving__Keys__0", "a", "Receiving:Keys:0 is too easy to guess; at least 16 characters.")]
    [InlineData(
        "Management__Key",
        "                    ",
        "Management:Key is too easy to guess; at least 16 characters."
    )]
    [InlineData(
        "Management__Hosts__0",
        "http://a",
        "Management:Hosts must name hosts like bot.example.com, without scheme and port, not 'http://a'."
    )]
    [InlineData(
        "Management__Keys__0__Nmae",
        "ann",
        "Management:Keys has no setting 'Nmae'. appsettings.json lists all there are."
    )]
    [InlineData(
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
        "1",
        "This machine cannot remove accents from letters: ICU is missing or switched off. Install ICU, or use an image that has it (-extra), and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT."
    )]
    public async Task A_bad_setting_refuses_the_start_in_one_line_that_names_it(
        string name,
        string value,
        string expected
    )
    {
        var (code, output, errors) = await ServerProcess.RunAsync([], (name, value));

        Assert.Equal($"Cannot start. {expected}", errors.Trim());
        Assert.Equal(1, code);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_refuses_the_start_in_one_line()
    {
        using var first = ServerProcess.Start([]);
        await first.OutputUntilAsync("Application started");

        var (code, output, errors) = await ServerProcess.RunAsync([$"--Receiving:Port={first.PublicAddress.Port}"]);

        Assert.Equal(1, code);
        Assert.Equal(
            $"Cannot start. Failed to bind to address http://[::]:{first.PublicAddress.Port}: address already in use. Stop the other server, or set Receiving:Port and Management:Port.",
            errors.Trim()
        );
        Assert.DoesNotContain("Hosting failed", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(512)]
    [InlineData(1_023)]
    public async Task Too_few_files_refuse_the_start_and_not_some_later_request(int files)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var start = new ProcessStartInfo(
            "bash",
            ["-c", $"ulimit -n {files}; exec dotnet {AppContext.BaseDirectory}/WebhookReceiver.dll"]
        )
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            $"Cannot start. This process may open only {files} files. Let it have 1024: ulimit -n, LimitNOFILE= or --ulimit nofile.",
            errors.Trim()
        );
    }

    [Theory]
    [InlineData("chek")]
    [InlineData("serve")]
    [InlineData("--port")]
    public async Task An_unknown_word_starts_no_server(string word)
    {
        var (code, _, errors) = await ServerProcess.RunAsync([word]);

        Assert.Equal(2, code);
        Assert.Equal($"Unrecognized command or argument '{word}'.", errors.Trim());
    }

    [Fact]
    public async Task The_url_is_shown_at_the_first_start_and_by_the_command()
    {
        using var server = ServerProcess.Start([], ("Receiving__PublicUrl", "https://bot.example.com/wa"));
        var shown = await server.OutputUntilAsync("Application started");

        var (code, output, _) = await ServerProcess.RunAsync(
            ["url"],
            ("Journal__Folder", server.DataFolder),
            ("Receiving__PublicUrl", "https://bot.example.com/wa")
        );

        Assert.Equal(0, code);
        Assert.Matches(
            "^messages  https://bot\\.example\\.com/wa/webhook\\?key=[\\w-]{43}\nevents    https://bot\\.example\\.com/wa/events\\?key=[\\w-]{43}\n$",
            output
        );
        Assert.All(output.TrimEnd().Split('\n'), line => Assert.Contains(line, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_asks_the_running_server()
    {
        using var server = ServerProcess.Start([]);
        await server.OutputUntilAsync("Application started");
        var port = ("Management__Port", $"{server.ManagementAddress.Port}");

        var (code, output, _) = await ServerProcess.RunAsync(["health"], port);
        Assert.Equal(0, code);
        Assert.StartsWith("{\"status\":\"", output, StringComparison.Ordinal);

        server.Terminate();
        Assert.Equal(1, (await ServerProcess.RunAsync(["health"], port)).Code);
    }
}
