using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>The host lacks something, or another process is in the way.</summary>
public sealed class HostFaultTests
{
    private const string Key = "a-key-of-this-test-0123456789";

    /// <summary>Many times more lines than the queue and the pipe hold.</summary>
    private const int MostUntilDropped = 20_000;

    [Fact]
    public async Task Without_a_home_a_place_for_temporary_files_or_a_time_zone_and_in_Turkish_it_answers()
    {
        using var server = ServerProcess.Start(
            [],
            ("HOME", "/nowhere"),
            ("TMPDIR", "/nowhere"),
            ("TZ", "Nowhere/None"),
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("Receiving__Keys__0", Key),
            ("Rules__Folder", RulesOf("rules:\n  - when: info\n    reply: Here it is.\n"))
        );
        await server.OutputUntilAsync("Application started");
        using var client = new HttpClient { BaseAddress = server.PublicAddress };

        // Turkish casing changes the letter I, with and without its dot.
        foreach (var (number, text) in new[] { "INFO", "\u0130NFO" }.Index())
        {
            using var response = await PostAsync(client, number, text);

            Assert.Equal("""{"message-out":"Here it is.","delay":"0","type":"1"}""", await response.TextAsync());
        }
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_refuses_the_start_and_is_named()
    {
        var (code, _, errors) = await ServerProcess.RunAsync([], ("Journal__Folder", "/proc/nowhere"));

        Assert.Equal(1, code);
        Assert.StartsWith("Cannot start. Journal:Folder: ", errors, StringComparison.Ordinal);
        Assert.Contains("/proc/nowhere", errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_second_program_on_the_data_folder_is_refused_in_one_line()
    {
        using var first = ServerProcess.Start([]);
        await first.OutputUntilAsync("Application started");

        var (code, _, errors) = await ServerProcess.RunAsync([], ("Journal__Folder", first.DataFolder));

        Assert.Equal(1, code);
        Assert.Equal(
            $"Cannot start. Journal:Folder: {first.DataFolder} is in use by another running server. Stop that one, or give this one a folder of its own.",
            errors.Trim()
        );
    }

    [Fact]
    public async Task A_log_that_nobody_takes_costs_no_answer_and_what_was_dropped_is_counted()
    {
        // Many lines per message, so that few messages fill the pipe and the queue.
        using var server = ServerProcess.Start(
            [],
            ("Receiving__Keys__0", Key),
            ("Receiving__KeepAccepting", "00:00:00"),
            ("Logging__LogLevel__Default", "Trace"),
            ("Logging__LogLevel__Microsoft", "Trace"),
            ("Logging__LogLevel__System", "Trace")
        );
        await server.OutputUntilAsync("Application started");
        using var client = new HttpClient { BaseAddress = server.PublicAddress };
        using var management = new HttpClient { BaseAddress = server.ManagementAddress };
        var sent = 0;
        while (await DroppedAsync(management) == 0)
        {
            Assert.True(sent < MostUntilDropped, "Nothing was ever dropped.");
            for (var i = 0; i < 50; i++)
            {
                using var response = await PostAsync(client, sent++, "hello");
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
        }

        server.Terminate();
        Assert.Equal(0, await server.ExitCodeAsync());
    }

    [Fact]
    public async Task What_was_logged_is_written_before_the_end()
    {
        using var server = ServerProcess.Start(
            [],
            ("Receiving__Keys__0", Key),
            ("Receiving__KeepAccepting", "00:00:00")
        );
        await server.OutputUntilAsync("Application started");
        using var client = new HttpClient { BaseAddress = server.PublicAddress };
        for (var i = 0; i < 100; i++)
        {
            using var response = await PostAsync(client, i, "hello");
        }

        server.Terminate();
        var (code, output, _) = await server.EndAsync();

        Assert.Equal(0, code);
        Assert.Equal(
            100,
            output.Split('\n').Count(line => line.Contains(" INF answered: silence by -,", StringComparison.Ordinal))
        );
        Assert.EndsWith("INF Application is shutting down...\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_breaks_takes_nobody_along()
    {
        await using var app = new WebhookApp(("shop.yaml", "rules:\n  - when: hours\n    reply: Nine to five.\n"));
        using var broken = new Breaking();
        await using var withWorker = app.WithWebHostBuilder(host =>
            host.ConfigureTestServices(services => services.AddHostedService(_ => broken))
        );
        using var client = withWorker.CreateClient();
        Assert.NotNull(broken.ExecuteTask);
        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.ExecuteTask);

        using var body = new StringContent(WebhookApp.Payload("hours"));
        using var response = await client.PostAsync(
            new Uri($"/webhook?key={WebhookApp.Key}", UriKind.Relative),
            body,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("""{"message-out":"Nine to five.","delay":"0","type":"1"}""", await response.TextAsync());
    }

    private static string RulesOf(string yaml)
    {
        var folder = Directory.CreateTempSubdirectory("wr-rules-").FullName;
        File.WriteAllText(Path.Combine(folder, "rules.yaml"), yaml);
        return folder;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, int id, string text)
    {
        using var body = new StringContent(
            $$"""{"number":"4474001{{id:00000}}","message_in_raw":"{{text}}","type":1,"application":8,"unique-id":"{{id}}","project-id":"1"}"""
        );
        return await client.PostAsync(
            new Uri($"/webhook?key={Key}", UriKind.Relative),
            body,
            TestContext.Current.CancellationToken
        );
    }

    private static async Task<double> DroppedAsync(HttpClient management)
    {
        var metrics = await management.GetStringAsync(
            new Uri("/metrics", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var line = metrics
            .Split('\n')
            .FirstOrDefault(line => line.StartsWith("wr_log_dropped_total", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private sealed class Breaking : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("broken on purpose");
        }
    }
}
