using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>What became of a message, told by its row alone: so an index that is made again says the same.</summary>
internal static class LineFates
{
    private const string Handover = "handover";

    /// <param name="rule">The rule that answered.</param>
    /// <param name="reply">The stored reply; null while there is none.</param>
    /// <param name="ownBefore">The program's own values of the contact before the message.</param>
    public static LineFate Of(string? rule, byte[]? reply, IReadOnlyDictionary<string, string> ownBefore) =>
        reply is null ? LineFate.Open
        : rule is not null ? (MessageResult.IsSilence(reply) ? LineFate.Silent : LineFate.Answered)
        : ownBefore.ContainsKey(ContactState.Stopped[1..]) ? LineFate.Silent
        : ownBefore.ContainsKey(Handover) ? LineFate.Handover
        : LineFate.None;
}
