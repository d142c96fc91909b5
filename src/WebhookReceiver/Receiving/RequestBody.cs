using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace WebhookReceiver.Receiving;

/// <summary>The reason why a body could not be read.</summary>
internal enum BodyFault
{
    None = 0,
    TooLarge = 1,

    /// <summary>Invalid HTTP chunks or lengths.</summary>
    Framing = 2,

    /// <summary>Slower than the server's minimum rate.</summary>
    Slow = 3,

    /// <summary>The caller disconnected: no answer is possible and nothing was acknowledged.</summary>
    Aborted = 4,
}

/// <summary>The body as received, copied once into an array of its size.</summary>
internal readonly record struct RequestBody(byte[] Bytes, BodyFault Fault)
{
    /// <summary>Initial buffer for bodies without a length; most are shorter.</summary>
    private const int UsualLength = 2_048;

    public static async ValueTask<RequestBody> ReadAsync(HttpContext context, int maxBytes)
    {
        if (context.Request.ContentLength > maxBytes)
        {
            return new([], BodyFault.TooLarge);
        }

        try
        {
            return await ReadAsync(context.Request, maxBytes);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return new([], FaultOf(e, context));
        }
    }

    /// <summary>Copies the bytes out of the connection's buffer at once, so a body is in memory only once.</summary>
    private static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int maxBytes)
    {
        var reader = request.BodyReader;
        var bytes = new byte[request.ContentLength ?? Math.Min(UsualLength, maxBytes)];
        var count = 0;
        while (true)
        {
            // Without a token: the server ends the read when the caller is gone, or too slow. A token would end only our
            // wait and leave its read pending, which it logs as an error of ours.
            var result = await reader.ReadAsync(CancellationToken.None);
            var part = result.Buffer;
            var whole = count + part.Length;
            if (whole > maxBytes)
            {
                reader.AdvanceTo(part.End);
                return new([], BodyFault.TooLarge);
            }

            if (whole > bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(Math.Max(whole, bytes.Length * 2L), maxBytes));
            }

            part.CopyTo(bytes.AsSpan(count));
            count = (int)whole;
            reader.AdvanceTo(part.End);
            if (result.IsCompleted)
            {
                return new(count == bytes.Length ? bytes : bytes[..count], BodyFault.None);
            }
        }
    }

    private static BodyFault FaultOf(Exception e, HttpContext context) =>
        e switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => BodyFault.TooLarge,
            BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => BodyFault.Slow,
            ConnectionResetException or OperationCanceledException => BodyFault.Aborted,
            _ when context.RequestAborted.IsCancellationRequested => BodyFault.Aborted,
            _ => BodyFault.Framing,
        };
}
