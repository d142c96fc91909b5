using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PickyAssist.Simulator.Chatting;

namespace PickyAssist.Simulator.Desk;

/// <summary>Customers' uploads: stored in memory, and served at the address in the webhook.</summary>
internal sealed class UploadedMedia
{
    private const int LargestFile = 16_000_000;

    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private int _last;

    public static void Map(IEndpointRouteBuilder desk, IEndpointRouteBuilder root)
    {
        desk.MapPost("/media", TakeAsync);
        root.MapGet("/media/{number}/{name}", Send);
    }

    private static async Task<Results<Ok<Medium>, BadRequest<string>>> TakeAsync(
        UploadedMedia media,
        HttpRequest request,
        string name
    )
    {
        if (request.ContentLength is null or > LargestFile)
            return TypedResults.BadRequest("A file has at most 16 MB.");

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        var number = Interlocked.Increment(ref media._last).ToString(CultureInfo.InvariantCulture);
        media._files[number] = buffer.ToArray();
        var file = Path.GetFileName(name);
        var url = $"{request.Scheme}://{request.Host}/media/{number}/{Uri.EscapeDataString(file)}";
        return TypedResults.Ok(new Medium(MediaKind.Of(file), url, file));
    }

    private static Results<FileContentHttpResult, NotFound> Send(
        UploadedMedia media,
        HttpResponse response,
        string number,
        string name
    )
    {
        if (!media._files.TryGetValue(number, out var file))
            return TypedResults.NotFound();

        // An uploaded file must not run code in the page's origin.
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(file, TypeOf(name));
    }

    private static string TypeOf(string name) =>
        Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".JPG" or ".JPEG" => "image/jpeg",
            ".PNG" => "image/png",
            ".GIF" => "image/gif",
            ".MP4" => "video/mp4",
            ".MP3" => "audio/mpeg",
            ".PDF" => "application/pdf",
            _ => "application/octet-stream",
        };
}
