using System.Buffers;
using System.Globalization;
using System.Text.Json;
using WebhookReceiver.Receiving;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management;

/// <summary><c>/api/quarantine</c>: the bodies that could not be decoded.</summary>
internal static class QuarantineEndpoints
{
    public const string Path = "/api/quarantine";

    public const string OnePath = Path + "/{id}";

    private const int MostListed = 100;

    public static void MapQuarantine(this IEndpointRouteBuilder group)
    {
        group.MapGet(Path, ListAsync);
        group.MapGet(OnePath, ShowAsync);
    }

    private static Task ListAsync(HttpContext context) =>
        AnswerAsync(
            context,
            async journal =>
            {
                var bodies = await journal.QuarantinedAsync(MostListed);
                return json =>
                {
                    json.WriteStartObject();
                    json.WriteStartArray("bodies"u8);
                    foreach (var body in bodies)
                    {
                        body.WriteHeadTo(json);
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                };
            }
        );

    private static Task ShowAsync(HttpContext context) =>
        AnswerAsync(
            context,
            async journal =>
                IdOf((string)context.Request.RouteValues["id"]!) is { } id
                && await journal.ShowQuarantinedAsync(id) is { } body
                    ? body.WriteTo
                    : null
        );

    private static long? IdOf(string asked) =>
        long.TryParse(
            asked.AsSpan(asked.StartsWith('q') ? 1 : 0),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var id
        )
            ? id
            : null;

    private static async Task AnswerAsync(HttpContext context, Func<IJournal, Task<Action<Utf8JsonWriter>?>> look)
    {
        try
        {
            if (await look(context.RequestServices.GetRequiredService<IJournal>()) is not { } write)
            {
                await context.RefuseAsync(StatusCodes.Status404NotFound, "not-found");
                return;
            }

            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer))
            {
                write(json);
            }

            context.Response.StatusCode = StatusCodes.Status200OK;
            await context.AnswerAsync(buffer.WrittenMemory);
        }
        catch (JournalUnavailableException)
        {
            context.Response.Headers.RetryAfter = "30";
            await context.RefuseAsync(StatusCodes.Status503ServiceUnavailable, "journal");
        }
    }
}
