using Microsoft.AspNetCore.Components;
using WebhookReceiver.Api;
using WebhookReceiver.WebConsole.Receiver;

namespace WebhookReceiver.WebConsole.Changing;

/// <summary>A file of the rules as text, for those who do read YAML.</summary>
public sealed partial class FilePage
{
    private string _text = "";
    private RuleFileText? _file;
    private RuleCheckResult? _check;
    private EditorLanguage? _language;

    [Inject]
    private ReceiverAccess Receiver { get; set; } = null!;

    [Parameter]
    public string Path { get; set; } = "";

    private async Task<RuleFileText> OpenAsync(ReceiverClient client, CancellationToken stop)
    {
        _file = await client.RuleFileAsync(Path, stop);
        _text = Shown(_file.Text);
        _check = null;
        _language ??= IsYaml ? await EditorLanguage.ReadAsync(client, stop) : null;
        return _file;
    }

    private bool IsYaml =>
        Path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
        || Path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>A field of a browser knows one kind of line end, and no byte order mark.</summary>
    private static string Shown(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n");

    /// <summary>The text with the line ends and the byte order mark of the file.</summary>
    private string Edited(RuleFileText file)
    {
        var lines = file.Text.Contains("\r\n", StringComparison.Ordinal)
            ? _text.ReplaceLineEndings("\r\n")
            : _text.ReplaceLineEndings("\n");
        return file.Text.StartsWith('\uFEFF') ? $"\uFEFF{lines}" : lines;
    }

    private IReadOnlyList<Problem> Problems =>
        _check is null
            ? []
            : [.. _check.Problems.Where(problem => problem.Path == Path || problem.Severity == "error")];

    /// <summary>Checks while a person types; of two checks the later text counts.</summary>
    private async Task ChangeAsync(string text)
    {
        _text = text;
        try
        {
            var check = await (await Receiver.ClientAsync()).CheckAsync(
                new RuleCheck
                {
                    Files = new Dictionary<string, string?>(StringComparer.Ordinal) { [Path] = Edited(_file!) },
                }
            );
            _check = text == _text ? check : _check;
        }
        catch (Exception e) when (ReceiverAccess.IsTrouble(e))
        {
            // The line of the lamp says it; the next pause checks again.
        }
    }

    private async Task SaveAsync(ReceiverClient client, RuleFileText file)
    {
        var draft = await client.SaveDraftAsync(
            DraftNames.New(),
            new DraftContent
            {
                Title = Path,
                Files = new Dictionary<string, string?>(StringComparer.Ordinal) { [Path] = Edited(file) },
                BaseFiles = new Dictionary<string, string?>(StringComparer.Ordinal) { [Path] = file.Sha256 },
            },
            etag: null
        );
        Navigation.NavigateTo($"/drafts/{draft.Id}");
    }
}
