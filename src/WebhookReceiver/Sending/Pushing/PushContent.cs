using System.Net;
using System.Net.Http.Headers;

namespace WebhookReceiver.Sending.Pushing;

/// <summary>The body of a push; it records whether any byte may have left this machine.</summary>
internal sealed class PushContent : HttpContent
{
    private readonly byte[] _body;
    private volatile bool _hasBegun;

    public PushContent(byte[] body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>False: in spite of any error, the platform has not seen the request.</summary>
    public bool HasBegun => _hasBegun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        _hasBegun = true;
        await stream.WriteAsync(_body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
