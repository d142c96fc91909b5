using System.Reflection.Emit;
using WebhookReceiver.Tests.Rules.Plugins;

namespace WebhookReceiver.Tests.Receiving;

/// <summary>Whatever tells the server to stop, it drains, and then it is gone.</summary>
public sealed class StopSignalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string Request = RequestOf("1");

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task Any_signal_to_stop_finishes_what_is_open_and_ends_well(string signal)
    {
        using var server = await StartAsync("00:00:01");
        using var open = await RawConnection.OpenAsync(server.PublicAddress);
        await open.SendAsync(Request[..^10]);

        server.Signal(signal);
        await server.OutputUntilAsync("shutting down");
        var ending = server.EndAsync();
        await open.SendAsync(Request[^10..]);

        Assert.StartsWith("HTTP/1.1 200 OK", await open.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await ending).Code);
    }

    [Fact]
    public async Task A_second_hang_up_ends_it_at_once()
    {
        using var server = await StartAsync("00:00:15");
        server.Signal("HUP");
        await server.OutputUntilAsync("shutting down");
        server.Signal("HUP");

        Assert.Equal(128 + 1, (await server.EndAsync()).Code);
    }

    [Fact]
    public async Task A_hang_up_that_its_starter_ignores_stays_ignored()
    {
        using var server = ServerProcess.StartBehind(
            "trap '' HUP",
            ("Receiving__Keys__0", WebhookApp.Key),
            ("Receiving__KeepAccepting", "00:00:00")
        );
        await server.OutputUntilAsync("Application started");
        server.Signal("HUP");

        Assert.StartsWith(
            "HTTP/1.1 200",
            await RawConnection.ExchangeAsync(
                server.PublicAddress,
                Request.Replace("Host: bot", "Host: bot\r\nConnection: close", StringComparison.Ordinal)
            ),
            StringComparison.Ordinal
        );
        server.Terminate();
        Assert.Equal(0, (await server.EndAsync()).Code);
    }

    [Fact]
    public async Task While_it_drains_every_answer_says_that_its_connection_closes()
    {
        using var server = await StartAsync("00:00:03");
        using var kept = await RawConnection.OpenAsync(server.PublicAddress);
        using var operators = await RawConnection.OpenAsync(server.ManagementAddress);
        const string probe = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        await kept.SendAsync(Request);
        Assert.DoesNotContain("close", await kept.ReadUntilAsync("{}"), StringComparison.Ordinal);
        await operators.SendAsync(probe);
        Assert.DoesNotContain("close", await operators.ReadUntilAsync("}"), StringComparison.Ordinal);

        server.Terminate();
        await server.OutputUntilAsync("shutting down");
        using var late = await RawConnection.OpenAsync(server.PublicAddress);
        foreach (
            var (connection, request) in new[] { (kept, RequestOf("2")), (late, RequestOf("3")), (operators, probe) }
        )
        {
            await connection.SendAsync(request);
            var answer = await connection.ReadToEndAsync();
            Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
            Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
            Assert.EndsWith("}", answer, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await server.EndAsync()).Code);
    }

    [Fact]
    public async Task A_thread_that_a_plug_in_left_behind_keeps_no_stopped_process()
    {
        using var server = ServerProcess.StartBehind(
            ":",
            ("Receiving__Keys__0", WebhookApp.Key),
            ("Receiving__KeepAccepting", "00:00:00"),
            ("Rules__Folder", FolderWithPlugin())
        );
        var started = await server.OutputUntilAsync("Application started");
        Assert.Matches("Plug-in \"?emitted\"? is loaded", started);
        server.Terminate();

        var (code, _, _) = await server.EndAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, code);
    }

    private static async Task<ServerProcess> StartAsync(string keepAccepting)
    {
        var server = ServerProcess.Start(
            [],
            ("Receiving__Keys__0", WebhookApp.Key),
            ("Receiving__KeepAccepting", keepAccepting)
        );
        await server.OutputUntilAsync("Application started");
        return server;
    }

    private static string RequestOf(string id)
    {
        var body = WebhookApp.Payload("hello", id: id);
        return $"POST /webhook?key={WebhookApp.Key} HTTP/1.1\r\nHost: bot\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }

    /// <summary>Its rule starts a foreground thread that never ends.</summary>
    private static string FolderWithPlugin()
    {
        var folder = Directory.CreateTempSubdirectory("wr-rules-").FullName;
        var path = Directory.CreateDirectory(Path.Combine(folder, "plugins", "emitted")).FullName;
        File.WriteAllBytes(
            Path.Combine(path, "emitted.dll"),
            EmittedPlugin.Build(new EmittedRule { Constructor = StartThread })
        );
        return folder;
    }

    private static void StartThread(ILGenerator il)
    {
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Newobj, typeof(SemaphoreSlim).GetConstructor([typeof(int)])!);
        il.Emit(OpCodes.Ldftn, typeof(SemaphoreSlim).GetMethod(nameof(SemaphoreSlim.Wait), Type.EmptyTypes)!);
        il.Emit(OpCodes.Newobj, typeof(ThreadStart).GetConstructors()[0]);
        il.Emit(OpCodes.Newobj, typeof(Thread).GetConstructor([typeof(ThreadStart)])!);
        il.Emit(OpCodes.Call, typeof(Thread).GetMethod(nameof(Thread.Start), Type.EmptyTypes)!);
    }
}
