using Microsoft.AspNetCore.Components;
using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Changing;

/// <summary>The texts of a rule as fields; the receiver writes them at their lines, into a draft.</summary>
public sealed partial class ChangeAnswer
{
    private bool _isUnchanged;

    [Parameter]
    public string Rule { get; set; } = "";

    /// <summary>Goes on in this draft; null begins a new one.</summary>
    [SupplyParameterFromQuery]
    public string? Draft { get; set; }

    private async Task<TextForm> LoadAsync(ReceiverClient client, CancellationToken stop) =>
        new(await client.RuleTextsAsync(Rule, Draft, stop));

    private async Task SaveAsync(ReceiverClient client, TextForm form)
    {
        var changes = form.Changes();
        _isUnchanged = changes.Count == 0;
        if (_isUnchanged)
        {
            return;
        }

        var draft = await client.ChangeTextsAsync(
            Draft ?? DraftNames.New(),
            new TextChanges { Rule = Rule, Changes = changes }
        );
        Navigation.NavigateTo($"/drafts/{draft.Id}");
    }
}
