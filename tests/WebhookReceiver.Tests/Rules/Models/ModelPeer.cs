using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WebhookReceiver.Tests.Rules.Models;

/// <summary>A model's server that speaks the protocol of OpenAI, and misbehaves as ordered.</summary>
internal sealed class ModelPeer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<(string Authorization, string Body)> _asked = new();

    private ModelPeer(WebApplication server) => _server = server;

    /// <summary>The requests: their key and their bodies.</summary>
    public (string Authorization, string Body)[] Asked => [.. _asked];

    /// <summary>What it does with a request.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => SayAsync(context, Completion("", []));

    public string Address => $"{_server.Urls.First()}/v1";

    public static async Task<ModelPeer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var peer = new ModelPeer(server);
        server.MapPost(
            "/v1/chat/completions",
            async (HttpContext context) =>
            {
                using var reader = new StreamReader(context.Request.Body);
                peer._asked.Enqueue(($"{context.Request.Headers.Authorization}", await reader.ReadToEndAsync()));
                await peer.Answer(context);
            }
        );
        await server.StartAsync(TestContext.Current.CancellationToken);
        return peer;
    }

    /// <summary>It says this, and cites these passages.</summary>
    public ModelPeer Says(string answer, params string[] passages)
    {
        Answer = context => SayAsync(context, Completion(answer, passages));
        return this;
    }

    /// <summary>A body with a status.</summary>
    public static async Task SayAsync(HttpContext context, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted);
    }

    public static string Completion(string answer, string[] passages) =>
        Completion(JsonSerializer.Serialize(new { answer, passages }));

    /// <summary>The protocol's answer with this content.</summary>
    public static string Completion(string content) =>
        JsonSerializer.Serialize(
            new
            {
                id = "c-1",
                @object = "chat.completion",
                created = 1,
                model = "small",
                choices = new[]
                {
                    new
                    {
                        index = 0,
                        finish_reason = "stop",
                        message = new { role = "assistant", content },
                    },
                },
                usage = new
                {
                    prompt_tokens = 90,
                    completion_tokens = 10,
                    total_tokens = 100,
                },
            }
        );

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
