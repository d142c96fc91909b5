using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Changing;

/// <summary>What an editor proposes: the keys of the rules with their meanings, and the names of the files.</summary>
/// <param name="Schema">The JSON schema of rule files.</param>
/// <param name="Words">The names.</param>
public sealed record EditorLanguage(string Schema, RuleWords Words)
{
    public static async Task<EditorLanguage> ReadAsync(ReceiverClient client, CancellationToken stop) =>
        new((await client.RuleSchemaAsync(stop)).GetRawText(), await client.RuleWordsAsync(draft: null, stop));
}
