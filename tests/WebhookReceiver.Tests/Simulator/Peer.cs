using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WebhookReceiver.Tests.Simulator;

/// <summary>A receiver with fixed answers: gives them in order, and repeats the last one.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(int Http, string Body)> _answers = new();
    private readonly List<(string Body, string ContentType, string Query)> _received = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (int Http, string Body) _last = (200, "{}");

    private Peer(WebApplication app) => _app = app;

    public string Url =>
        $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}/hook?key=k";

    /// <summary>Holds all answers until it completes.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public static async Task<Peer> StartAsync(params (int Http, string Body)[] answers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var peer = new Peer(builder.Build());
        foreach (var answer in answers)
            peer._answers.Enqueue(answer);
        peer._app.Run(peer.AnswerAsync);
        await peer._app.StartAsync(TestContext.Current.CancellationToken);
        return peer;
    }

    /// <summary>The bodies, once there are that many.</summary>
    public async Task<IReadOnlyList<string>> BodiesAsync(int atLeast) =>
        [.. (await ReceivedAsync(atLeast)).Select(request => request.Body)];

    public async Task<IReadOnlyList<(string Body, string ContentType, string Query)>> ReceivedAsync(int atLeast)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_received.Count >= atLeast)
                    return [.. _received];

                next = _next.Task;
            }

            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        (int Http, string Body) answer;
        lock (_lock)
        {
            _received.Add((body, context.Request.ContentType ?? "", context.Request.QueryString.Value ?? ""));
            answer = _last = _answers.TryDequeue(out var told) ? told : _last;
            _next.SetResult();
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await Hold;
        context.Response.StatusCode = answer.Http;
        await context.Response.WriteAsync(answer.Body);
    }
}
