using System.Text;
using System.Text.Json;

namespace WebhookReceiver.Api;

public sealed partial class ReceiverClient
{
    /// <summary>The state of the rules, JSON as <c>rules status</c> prints it.</summary>
    public async Task<JsonElement> RulesAsync(CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(HttpMethod.Get, "/api/rules", body: null, ifMatch: null, cancellationToken)
            .ConfigureAwait(false);
        using var document = JsonDocument.Parse(
            await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)
        );
        return document.RootElement.Clone();
    }

    /// <summary>The files of the rules folder.</summary>
    public Task<RuleFiles> RuleFilesAsync(CancellationToken cancellationToken = default) =>
        GetAsync("/api/rules/files", ApiJson.Default.RuleFiles, cancellationToken);

    /// <summary>The content of a file of the rules folder.</summary>
    public async Task<RuleFileText> RuleFileAsync(string path, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(
                HttpMethod.Get,
                $"/api/rules/files/{EscapePath(path)}",
                body: null,
                ifMatch: null,
                cancellationToken
            )
            .ConfigureAwait(false);
        // Not ReadAsString, which would drop a byte order mark.
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return new RuleFileText(path, Encoding.UTF8.GetString(bytes), response.Headers.ETag?.Tag.Trim('"') ?? "");
    }

    /// <summary>How often each rule answered.</summary>
    public Task<Page<RuleUse>> RuleUseAsync(DateTimeOffset? since, CancellationToken cancellationToken = default) =>
        GetAsync(
            $"/api/rules/use{new QueryText().Add("since", since)}",
            ApiJson.Default.PageRuleUse,
            cancellationToken
        );

    /// <summary>Whether files would be good; changes nothing.</summary>
    public Task<RuleCheckResult> CheckAsync(RuleCheck check, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Post,
            "/api/rules/check",
            check,
            ApiJson.Default.RuleCheck,
            ApiJson.Default.RuleCheckResult,
            cancellationToken
        );

    /// <summary>The drafts, the newest first.</summary>
    public Task<Page<Draft>> DraftsAsync(CancellationToken cancellationToken = default) =>
        GetAsync("/api/drafts", ApiJson.Default.PageDraft, cancellationToken);

    /// <summary>A draft.</summary>
    public Task<Draft> DraftAsync(string id, CancellationToken cancellationToken = default) =>
        GetAsync($"/api/drafts/{Uri.EscapeDataString(id)}", ApiJson.Default.Draft, cancellationToken);

    /// <summary>Saves a draft.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="content">Its content.</param>
    /// <param name="etag">The entity tag of what you changed; <see langword="null"/> for a new draft.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<Draft> SaveDraftAsync(
        string id,
        DraftContent content,
        string? etag,
        CancellationToken cancellationToken = default
    ) =>
        SendAsync(
            HttpMethod.Put,
            $"/api/drafts/{Uri.EscapeDataString(id)}",
            content,
            ApiJson.Default.DraftContent,
            ApiJson.Default.Draft,
            cancellationToken,
            etag
        );

    /// <summary>Throws a draft away.</summary>
    public async Task DiscardDraftAsync(string id, CancellationToken cancellationToken = default)
    {
        using var _ = await SendAsync(
                HttpMethod.Delete,
                $"/api/drafts/{Uri.EscapeDataString(id)}",
                body: null,
                ifMatch: null,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Makes a draft live; a refusal has its reasons in <see cref="ReceiverException.Refusal"/>.</summary>
    public Task<Published> PublishAsync(
        string id,
        Publication publication,
        CancellationToken cancellationToken = default
    ) =>
        SendAsync(
            HttpMethod.Post,
            $"/api/drafts/{Uri.EscapeDataString(id)}/publish",
            publication,
            ApiJson.Default.Publication,
            ApiJson.Default.Published,
            cancellationToken
        );

    /// <summary>A draft as a patch for <c>git apply</c>.</summary>
    public async Task<string> PatchAsync(string id, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(
                HttpMethod.Get,
                $"/api/drafts/{Uri.EscapeDataString(id)}/patch",
                body: null,
                ifMatch: null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The texts of a rule that a form can change.</summary>
    /// <param name="rule">Id of the rule.</param>
    /// <param name="draft">Read them in this draft; <see langword="null"/>: in the folder.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<RuleTexts> RuleTextsAsync(
        string rule,
        string? draft = null,
        CancellationToken cancellationToken = default
    ) =>
        GetAsync(
            $"/api/rules/{Uri.EscapeDataString(rule)}/texts{new QueryText().Add("draft", draft)}",
            ApiJson.Default.RuleTexts,
            cancellationToken
        );

    /// <summary>Changes texts of a rule in a draft; a draft that is not there begins.</summary>
    public Task<Draft> ChangeTextsAsync(
        string draft,
        TextChanges changes,
        CancellationToken cancellationToken = default
    ) =>
        SendAsync(
            HttpMethod.Post,
            $"/api/drafts/{Uri.EscapeDataString(draft)}/texts",
            changes,
            ApiJson.Default.TextChanges,
            ApiJson.Default.Draft,
            cancellationToken
        );

    /// <summary>The versions that were live, the newest first.</summary>
    public Task<Page<RuleVersion>> VersionsAsync(CancellationToken cancellationToken = default) =>
        GetAsync("/api/rules/versions", ApiJson.Default.PageRuleVersion, cancellationToken);

    /// <summary>The files of a version.</summary>
    public Task<RuleVersionFiles> VersionAsync(string version, CancellationToken cancellationToken = default) =>
        GetAsync(
            $"/api/rules/versions/{Uri.EscapeDataString(version)}",
            ApiJson.Default.RuleVersionFiles,
            cancellationToken
        );

    /// <summary>Writes the files of a version back into the folder, as a new change.</summary>
    public Task<Published> RestoreAsync(
        string version,
        Publication publication,
        CancellationToken cancellationToken = default
    ) =>
        SendAsync(
            HttpMethod.Post,
            $"/api/rules/versions/{Uri.EscapeDataString(version)}/restore",
            publication,
            ApiJson.Default.Publication,
            ApiJson.Default.Published,
            cancellationToken
        );

    /// <summary>Lets rules that wait go live.</summary>
    public async Task ApproveAsync(string version, CancellationToken cancellationToken = default)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("version"u8, version);
            json.WriteEndObject();
        }

        using var _ = await SendAsync(
                HttpMethod.Post,
                "/api/rules/approve",
                body.ToArray(),
                ifMatch: null,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private static string EscapePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
