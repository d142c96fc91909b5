using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WebhookReceiver.Hosting;

/// <summary>
/// Messages are read and decided on the socket threads, without a hop to the pool. This covers only connections of the
/// public port. Look-ups, pushes and plug-ins stay on the pool, since external code may continue there and never
/// return.
/// </summary>
internal static class SocketThreads
{
    private const string Count = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    private static readonly Lazy<bool> IsPossible = new(TryOnce);

    /// <summary>
    /// Sets one thread per processor, as they now do the work; the runtime's default is one. Call it before the first
    /// socket opens.
    /// </summary>
    public static void Prepare()
    {
        if (Environment.GetEnvironmentVariable(Count) is null)
        {
            Environment.SetEnvironmentVariable(
                Count,
                Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)
            );
        }
    }

    public static void AnswerOnSocketThreads(this ListenOptions listener)
    {
        if (!IsPossible.Value)
        {
            return;
        }

        listener.Use(next =>
            connection =>
            {
                if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
                {
                    Prefer(socket, true);
                }

                return next(connection);
            }
        );
    }

    /// <summary>Not on Windows, and maybe not in a later runtime: then messages take the hop.</summary>
    private static bool TryOnce()
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            Prefer(socket, true);
            return true;
        }
        catch (MissingMethodException)
        {
            return false;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PreferInlineCompletions")]
    private static extern void Prefer(Socket socket, bool isInline);
}
