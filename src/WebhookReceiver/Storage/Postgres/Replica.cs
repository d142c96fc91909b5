using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>This running server among those that share the database. Its number is drawn at its start and never used again.</summary>
/// <param name="Id">The number.</param>
/// <param name="Name">The machine's name, for people.</param>
/// <param name="Build">Version of this program.</param>
internal sealed record Replica(long Id, string Name, string Build)
{
    public static Replica Start() =>
        new(
            BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long))),
            Environment.MachineName,
            typeof(Replica).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? ""
        );
}
