namespace WebhookReceiver.Rules.Models;

/// <summary>Reads responses up to 256 KB, whatever length they announce.</summary>
internal sealed class BoundedResponses(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MostBytes = 256 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var content = new ByteArrayContent(await ReadAsync(response.Content, cancellationToken));
            foreach (var (name, values) in response.Content.Headers)
            {
                content.Headers.TryAddWithoutValidation(name, values);
            }

            content.Headers.ContentLength = null;
            response.Content.Dispose();
            response.Content = content;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (body.Length + read > MostBytes)
            {
                throw new ResponseTooLongException();
            }

            await body.WriteAsync(piece.AsMemory(0, read), cancellationToken);
        }

        return body.ToArray();
    }
}

/// <summary>A response was longer than anybody reads.</summary>
internal sealed class ResponseTooLongException() : Exception("The response is too long.");
