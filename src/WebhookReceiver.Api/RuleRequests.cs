using System.Text;
using System.Text.Json;

namespace WebhookReceiver.Api;

/// <summary>The client's requests about rules, drafts and versions.</summary>
public static class RuleRequests
{
    /// <summary>The state of the rules, JSON as <c>rules status</c> prints it.</summary>
    public static async Task<JsonElement> RulesAsync(
        this ReceiverClient client,
        CancellationToken cancellationToken = default
    )
    {
        using var response = await client
            .SendAsync(HttpMethod.Get, "/api/rules", body: null, ifMatch: null, cancellationToken)
            .ConfigureAwait(false);
        using var document = JsonDocument.Parse(
            await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)
        );
        return document.RootElement.Clone();
    }

    /// <summary>The files of the rules folder.</summary>
    public static Task<RuleFiles> RuleFilesAsync(
        this ReceiverClient client,
        CancellationToken cancellationToken = default
    ) => client.GetAsync("/api/rules/files", ApiJson.Default.RuleFiles, cancellationToken);

    /// <summary>The content of a file of the rules folder.</summary>
    public static async Task<RuleFileText> RuleFileAsync(
        this ReceiverClient client,
        string path,
        CancellationToken cancellationToken = default
    )
    {
        using var response = await client
            .SendAsync(
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
    public static Task<Page<RuleUse>> RuleUseAsync(
        this ReceiverClient client,
        DateTimeOffset? since,
        CancellationToken cancellationToken = default
    ) =>
        client.GetAsync(
            $"/api/rules/use{new QueryText().Add("since", since)}",
            ApiJson.Default.PageRuleUse,
            cancellationToken
        );

    /// <summary>Whether files would be good; changes nothing.</summary>
    public static Task<RuleCheckResult> CheckAsync(
        this ReceiverClient client,
        RuleCheck check,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            "/api/rules/check",
            check,
            ApiJson.Default.RuleCheck,
            ApiJson.Default.RuleCheckResult,
            cancellationToken
        );

    /// <summary>The drafts, the newest first.</summary>
    public static Task<Page<Draft>> DraftsAsync(
        this ReceiverClient client,
        CancellationToken cancellationToken = default
    ) => client.GetAsync("/api/drafts", ApiJson.Default.PageDraft, cancellationToken);

    /// <summary>A draft.</summary>
    public static Task<Draft> DraftAsync(
        this ReceiverClient client,
        string id,
        CancellationToken cancellationToken = default
    ) => client.GetAsync($"/api/drafts/{Uri.EscapeDataString(id)}", ApiJson.Default.Draft, cancellationToken);

    /// <summary>Saves a draft.</summary>
    /// <param name="client">The client.</param>
    /// <param name="id">Its id.</param>
    /// <param name="content">Its content.</param>
    /// <param name="etag">The entity tag of what you changed; <see langword="null"/> for a new draft.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<Draft> SaveDraftAsync(
        this ReceiverClient client,
        string id,
        DraftContent content,
        string? etag,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Put,
            $"/api/drafts/{Uri.EscapeDataString(id)}",
            content,
            ApiJson.Default.DraftContent,
            ApiJson.Default.Draft,
            cancellationToken,
            etag
        );

    /// <summary>Throws a draft away.</summary>
    public static async Task DiscardDraftAsync(
        this ReceiverClient client,
        string id,
        CancellationToken cancellationToken = default
    )
    {
        using var _ = await client
            .SendAsync(
                HttpMethod.Delete,
                $"/api/drafts/{Uri.EscapeDataString(id)}",
                body: null,
                ifMatch: null,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Makes a draft live; a refusal has its reasons in <see cref="ReceiverException.Refusal"/>.</summary>
    public static Task<Published> PublishAsync(
        this ReceiverClient client,
        string id,
        Publication publication,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"/api/drafts/{Uri.EscapeDataString(id)}/publish",
            publication,
            ApiJson.Default.Publication,
            ApiJson.Default.Published,
            cancellationToken
        );

    /// <summary>A draft as a patch for <c>git apply</c>.</summary>
    public static async Task<string> PatchAsync(
        this ReceiverClient client,
        string id,
        CancellationToken cancellationToken = default
    )
    {
        using var response = await client
            .SendAsync(
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
    /// <param name="client">The client.</param>
    /// <param name="rule">Id of the rule.</param>
    /// <param name="draft">Read them in this draft; <see langword="null"/>: in the folder.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<RuleTexts> RuleTextsAsync(
        this ReceiverClient client,
        string rule,
        string? draft = null,
        CancellationToken cancellationToken = default
    ) =>
        client.GetAsync(
            $"/api/rules/{Uri.EscapeDataString(rule)}/texts{new QueryText().Add("draft", draft)}",
            ApiJson.Default.RuleTexts,
            cancellationToken
        );

    /// <summary>Changes texts of a rule in a draft; a draft that is not there begins.</summary>
    public static Task<Draft> ChangeTextsAsync(
        this ReceiverClient client,
        string draft,
        TextChanges changes,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"/api/drafts/{Uri.EscapeDataString(draft)}/texts",
            changes,
            ApiJson.Default.TextChanges,
            ApiJson.Default.Draft,
            cancellationToken
        );

    /// <summary>Writes a test beside its rule, in a draft; a draft that is not there begins.</summary>
    public static Task<Draft> AddTestAsync(
        this ReceiverClient client,
        string draft,
        NewRuleTest test,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"/api/drafts/{Uri.EscapeDataString(draft)}/tests",
            test,
            ApiJson.Default.NewRuleTest,
            ApiJson.Default.Draft,
            cancellationToken
        );

    /// <summary>The versions that were live, the newest first.</summary>
    public static Task<Page<RuleVersion>> VersionsAsync(
        this ReceiverClient client,
        CancellationToken cancellationToken = default
    ) => client.GetAsync("/api/rules/versions", ApiJson.Default.PageRuleVersion, cancellationToken);

    /// <summary>The files of a version.</summary>
    public static Task<RuleVersionFiles> VersionAsync(
        this ReceiverClient client,
        string version,
        CancellationToken cancellationToken = default
    ) =>
        client.GetAsync(
            $"/api/rules/versions/{Uri.EscapeDataString(version)}",
            ApiJson.Default.RuleVersionFiles,
            cancellationToken
        );

    /// <summary>Writes the files of a version back into the folder, as a new change.</summary>
    public static Task<Published> RestoreAsync(
        this ReceiverClient client,
        string version,
        Publication publication,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"/api/rules/versions/{Uri.EscapeDataString(version)}/restore",
            publication,
            ApiJson.Default.Publication,
            ApiJson.Default.Published,
            cancellationToken
        );

    /// <summary>Has a kept version answer, whatever the folder holds, until it is released.</summary>
    public static Task<HoldState> HoldAsync(
        this ReceiverClient client,
        string version,
        Publication publication,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"/api/rules/versions/{Uri.EscapeDataString(version)}/hold",
            publication,
            ApiJson.Default.Publication,
            ApiJson.Default.HoldState,
            cancellationToken
        );

    /// <summary>Lets the folder decide again.</summary>
    public static Task<HoldState> ReleaseAsync(
        this ReceiverClient client,
        CancellationToken cancellationToken = default
    ) =>
        client.SendAsync(
            HttpMethod.Delete,
            "/api/rules/hold",
            body: null,
            ApiJson.Default.HoldState,
            ifMatch: null,
            cancellationToken
        );

    /// <summary>Lets rules that wait go live.</summary>
    public static async Task ApproveAsync(
        this ReceiverClient client,
        string version,
        CancellationToken cancellationToken = default
    )
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("version"u8, version);
            json.WriteEndObject();
        }

        using var _ = await client
            .SendAsync(HttpMethod.Post, "/api/rules/approve", body.ToArray(), ifMatch: null, cancellationToken)
            .ConfigureAwait(false);
    }

    private static string EscapePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
