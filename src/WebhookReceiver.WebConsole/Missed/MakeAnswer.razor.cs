using Microsoft.AspNetCore.Components;
using WebhookReceiver.Api;
using WebhookReceiver.WebConsole.Changing;
using WebhookReceiver.WebConsole.Receiver;

namespace WebhookReceiver.WebConsole.Missed;

/// <summary>An answer for messages that nobody understood: phrases are proposed, the text is the person's.</summary>
public sealed partial class MakeAnswer
{
    private string? _trouble;
    private bool _isMissing;

    /// <summary>Numbers of the messages, with commas.</summary>
    [SupplyParameterFromQuery]
    public string? M { get; set; }

    /// <summary>The rule that gets the phrases; null for a new one.</summary>
    [SupplyParameterFromQuery]
    public string? Rule { get; set; }

    internal static string AddressOf(IEnumerable<string> messages, string? rule = null) =>
        $"/not-understood/answer?m={string.Join(',', messages)}"
        + (rule is null ? "" : $"&rule={Uri.EscapeDataString(rule)}");

    private async Task<AnswerForm> LoadAsync(ReceiverClient client, CancellationToken stop)
    {
        string[] messages = (M ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var proposal = client.ProposeAsync(new TopicQuestion { Messages = messages }, stop);
        var folder = client.RuleFilesAsync(stop);
        await Task.WhenAll(proposal, folder);
        return new AnswerForm(await proposal, await folder, Rule);
    }

    private async Task CountAsync(AnswerForm form)
    {
        try
        {
            var client = await Receiver.ClientAsync();
            form.Counted = await client.ProposeAsync(form.Question());
            _trouble = null;
        }
        catch (Exception e) when (ReceiverAccess.IsTrouble(e))
        {
            _trouble = Receiver.Words(e);
        }
    }

    private Task RemoveAsync(AnswerForm form, PhraseField phrase)
    {
        form.Phrases.Remove(phrase);
        return CountAsync(form);
    }

    private async Task SaveAsync(ReceiverClient client, AnswerForm form)
    {
        _isMissing = !form.IsComplete;
        if (_isMissing)
        {
            return;
        }

        var draft = await client.AnswerTopicAsync(DraftNames.New(), form.Answer());
        Navigation.NavigateTo($"/drafts/{draft.Id}");
    }
}
