using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary>
/// The minimum of this stack: bare Kestrel reads the body, finds the text, answers a constant. No rules, no log, no
/// store. No receiver on this stack can beat it, and all figures are ratios to it, from the same run.
/// </summary>
internal static class Floor
{
    private static readonly byte[] Answer =
        """{"message-out":"Here is all about it","delay":"0","type":"1"}"""u8.ToArray();

    public static async Task ServeAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        builder.Services.AddRoutingCore();
        await using var app = builder.Build();
        app.UseRouting();
        app.MapPost("/webhook", (RequestDelegate)AnswerAsync);
#pragma warning disable ASP0014 // an empty builder adds no endpoint middleware of its own
        app.UseEndpoints(_ => { });
#pragma warning restore ASP0014
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var body = await context.Request.BodyReader.ReadAtLeastAsync((int)(context.Request.ContentLength ?? 1));
        FindText(body.Buffer);
        context.Request.BodyReader.AdvanceTo(body.Buffer.End);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = Answer.Length;
        await context.Response.BodyWriter.WriteAsync(Answer);
    }

    private static void FindText(ReadOnlySequence<byte> body)
    {
        var json = new Utf8JsonReader(body);
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("message-in"u8))
            {
                json.Read();
                _ = json.GetString();
                return;
            }
        }
    }
}
