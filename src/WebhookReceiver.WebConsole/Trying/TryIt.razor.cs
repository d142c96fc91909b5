using Microsoft.AspNetCore.Components;
using WebhookReceiver.Api;
using WebhookReceiver.WebConsole.Changing;
using WebhookReceiver.WebConsole.Receiver;
using WebhookReceiver.WebConsole.Shell;

namespace WebhookReceiver.WebConsole.Trying;

/// <summary>A phone on which nothing is sent, kept or counted.</summary>
public sealed partial class TryIt
{
    private readonly List<TrialLine> _lines = [];
    private readonly TrialSettings _settings = new();
    private TrialLine? _chosen;
    private string _text = "";
    private string? _trial;
    private string? _trouble;
    private bool _isBusy;

    [Inject]
    private ReceiverAccess Receiver { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Browser Browser { get; set; } = null!;

    /// <summary>Which rules answer: live, draft:… or version:….</summary>
    [SupplyParameterFromQuery]
    private string? With { get; set; }

    /// <summary>A contact to copy.</summary>
    [SupplyParameterFromQuery]
    private string? Like { get; set; }

    [SupplyParameterFromQuery]
    private string? Text { get; set; }

    protected override void OnInitialized()
    {
        _settings.With = With ?? "live";
        _settings.Like = Like;
        _text = Text ?? "";
    }

    private async Task SendAsync()
    {
        if (_isBusy || (_text.Trim().Length == 0 && _settings.Kind == "text"))
        {
            return;
        }

        _isBusy = true;
        try
        {
            var client = await Receiver.ClientAsync();
            var message = _settings.ToMessage(_text.Trim(), Browser.Zone);
            var answer = await client.TryAsync(
                new TrialStep
                {
                    With = _settings.With,
                    Trial = _trial,
                    Like = _trial is null ? _settings.Like : null,
                    Message = message,
                }
            );
            _trial = answer.Trial;
            _chosen = new TrialLine(message, answer);
            _lines.Add(_chosen);
            _text = "";
            _trouble = null;
        }
        catch (Exception e) when (ReceiverAccess.IsTrouble(e))
        {
            _trouble = Receiver.Words(e);
        }

        _isBusy = false;
        StateHasChanged();
        await Browser.ScrollToEndAsync(".bubbles");
    }

    /// <summary>Writes what was said up to the chosen answer as a test beside its rule, into the draft that is tried.</summary>
    private async Task KeepAsync(ReceiverClient client)
    {
        var said = _lines.TakeWhile(line => line != _chosen).Append(_chosen!).Select(line => line.Message);
        var answer = _chosen!.Answer;
        const string drafts = "draft:";
        var draft = await client.AddTestAsync(
            _settings.With.StartsWith(drafts, StringComparison.Ordinal)
                ? _settings.With[drafts.Length..]
                : DraftNames.New(),
            new NewRuleTest
            {
                Rule = answer.Explanation.Rule!,
                Say = [.. said],
                Reply = answer.Reply,
                Silent = answer.Reply is null ? true : null,
            }
        );
        Navigation.NavigateTo($"/drafts/{draft.Id}");
    }

    private void StartAgain()
    {
        _lines.Clear();
        _chosen = null;
        _trial = null;
        _trouble = null;
    }
}
