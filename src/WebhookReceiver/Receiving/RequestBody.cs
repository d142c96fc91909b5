using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace WebhookReceiver.Receiving;

/// <summary>Why a body could not be read.</summary>
internal enum BodyFault
{
    None = 0,
    TooLarge = 1,

    /// <summary>Chunks or lengths that are not HTTP.</summary>
    Framing = 2,

    /// <summary>Slower than the server waits.</summary>
    Slow = 3,

    /// <summary>The caller went away: nobody to answer, and nothing claimed.</summary>
    Aborted = 4,
}

/// <summary>The body as received, copied once into an array of its size.</summary>
internal readonly record struct RequestBody(byte[] Bytes, BodyFault Fault)
{
    public static async ValueTask<RequestBody> ReadAsync(HttpContext context, int maxBytes)
    {
        if (context.Request.ContentLength > maxBytes)
        {
            return new([], BodyFault.TooLarge);
        }

        try
        {
            return await ReadAsync(context.Request.BodyReader, maxBytes, context.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            return new([], FaultOf(e.StatusCode));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            var isGone =
                e is ConnectionResetException or OperationCanceledException
                || context.RequestAborted.IsCancellationRequested;
            return new([], isGone ? BodyFault.Aborted : BodyFault.Framing);
        }
    }

    private static async ValueTask<RequestBody> ReadAsync(PipeReader reader, int maxBytes, CancellationToken aborted)
    {
        while (true)
        {
            var result = await reader.ReadAsync(aborted);
            var buffer = result.Buffer;
            if (buffer.Length > maxBytes)
            {
                reader.AdvanceTo(buffer.End);
                return new([], BodyFault.TooLarge);
            }

            if (result.IsCompleted)
            {
                var bytes = buffer.ToArray();
                reader.AdvanceTo(buffer.End);
                return new(bytes, BodyFault.None);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static BodyFault FaultOf(int status) =>
        status switch
        {
            StatusCodes.Status413PayloadTooLarge => BodyFault.TooLarge,
            StatusCodes.Status408RequestTimeout => BodyFault.Slow,
            _ => BodyFault.Framing,
        };
}
