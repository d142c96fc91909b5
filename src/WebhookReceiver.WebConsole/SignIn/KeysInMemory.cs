using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace WebhookReceiver.WebConsole.SignIn;

/// <summary>
/// Keeps the keys of cookies and forms in memory only: the sessions end with the process as well, so nothing secret
/// needs a file.
/// </summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _keys = new();

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _keys];

    public void StoreElement(XElement element, string friendlyName) => _keys.Enqueue(new XElement(element));
}
