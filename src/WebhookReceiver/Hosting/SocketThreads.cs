using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WebhookReceiver.Hosting;

/// <summary>
/// A message is read and decided on the thread that waits for sockets, without a hop to the pool. Only on connections of the
/// public port: what look-ups, pushes and plug-ins connect to stays with the pool, since foreign code may go on there and
/// never come back.
/// </summary>
internal static class SocketThreads
{
    private const string Count = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    private static readonly Lazy<bool> IsPossible = new(TryOnce);

    /// <summary>One thread for each processor, as they do the work now; else the runtime would have one. Before the first socket is opened.</summary>
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
