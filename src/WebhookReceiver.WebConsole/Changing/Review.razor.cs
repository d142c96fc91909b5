using Microsoft.AspNetCore.Components;
using WebhookReceiver.Api;
using WebhookReceiver.WebConsole.Shell;

namespace WebhookReceiver.WebConsole.Changing;

/// <summary>What a draft changes, whether it is good, and the button that makes it live.</summary>
public sealed partial class Review
{
    private Fetch<DraftReview>? _fetch;
    private string _note = "";
    private Published? _published;
    private PublicationRefused? _refusal;

    [Parameter]
    public string Id { get; set; } = "";

    private async Task PublishAsync(ReceiverClient client) =>
        _published = await client.PublishAsync(
            Id,
            new Publication { Note = _note.Trim() is { Length: > 0 } note ? note : null }
        );

    private void Show(PublicationRefused refusal) => _refusal = refusal;

    private async Task DownloadPatchAsync(ReceiverClient client) =>
        await Browser.DownloadAsync($"{Id}.patch", "text/x-patch", await client.PatchAsync(Id));
}
