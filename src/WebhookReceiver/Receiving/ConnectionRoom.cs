using WebhookReceiver.Hosting;

namespace WebhookReceiver.Receiving;

/// <summary>
/// How many connections each port may have, so that files, threads and other servers always find a free descriptor and
/// idle connections cannot use up the memory. There is no limit for each address: all calls may come from one proxy.
/// </summary>
/// <param name="Public">For the port of the platform.</param>
/// <param name="Management">For the operator's port.</param>
internal sealed record ConnectionRoom(int Public, int Management)
{
    private const int OfManagement = 128;

    /// <summary>
    /// Descriptors for later: readers of the journal, its spool, plug-ins, rule files, look-ups, pushes.
    /// </summary>
    private const int Reserve = 192;

    /// <summary>Memory of an idle connection, generously.</summary>
    private const long BytesOfOne = 32 * 1024;

    /// <summary>Share of the memory that connections may take: one in so many bytes.</summary>
    private const long ShareOfMemory = 4;

    private const int Fewest = 64;

    public static ConnectionRoom OfThisProcess() =>
        Of(OpenFiles.Most(), OpenFiles.Count() ?? 0, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <param name="mostFiles">Descriptors that the process may have; null for no limit.</param>
    /// <param name="openFiles">Those it has, before its first connection.</param>
    /// <param name="memory">Bytes that it may use.</param>
    public static ConnectionRoom Of(int? mostFiles, int openFiles, long memory)
    {
        var byMemory = memory / ShareOfMemory / BytesOfOne;
        var byFiles = mostFiles is { } most ? most - openFiles - Reserve - OfManagement : int.MaxValue;
        return new ConnectionRoom((int)Math.Max(Math.Min(byMemory, byFiles), Fewest), OfManagement);
    }
}
