using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WebhookReceiver.Api;

/// <summary>
/// A typed client of the management API. The address and the key are the <see cref="HttpClient"/>'s; it stays the caller's.
/// Every call throws <see cref="ReceiverException"/> at a refusal, and <see cref="HttpRequestException"/> without a connection.
/// </summary>
public sealed class ReceiverClient
{
    private readonly HttpClient _http;
    private readonly string? _user;
    private readonly string? _role;

    /// <summary>A client over a connection with address and key.</summary>
    /// <param name="http">Its <see cref="HttpClient.BaseAddress"/> is the management port.</param>
    public ReceiverClient(HttpClient http)
        : this(http, user: null, role: null) { }

    private ReceiverClient(HttpClient http, string? user, string? role)
    {
        _http = http;
        _user = user;
        _role = role;
    }

    /// <summary>The same client, acting for a person: the receiver takes the lower of the two roles.</summary>
    /// <param name="user">The person's name, for the audit.</param>
    /// <param name="role">The person's role.</param>
    public ReceiverClient For(string user, string role) => new(_http, user, role);

    /// <summary>Whose key this is.</summary>
    public Task<Caller> MeAsync(CancellationToken cancellationToken = default) =>
        GetAsync("/api/me", ApiJson.Default.Caller, cancellationToken);

    /// <summary>The state of the server.</summary>
    public Task<ServerHealth> HealthAsync(CancellationToken cancellationToken = default) =>
        GetAsync("/api/health", ApiJson.Default.ServerHealth, cancellationToken);

    /// <summary>The settings in force.</summary>
    public Task<Page<Setting>> SettingsAsync(CancellationToken cancellationToken = default) =>
        GetAsync("/api/settings", ApiJson.Default.PageSetting, cancellationToken);

    /// <summary>The description of the API, OpenAPI 3.1.</summary>
    public async Task<JsonElement> DescriptionAsync(CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(HttpMethod.Get, "/openapi/v1.json", null, null, cancellationToken)
            .ConfigureAwait(false);
        using var document = JsonDocument.Parse(
            await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)
        );
        return document.RootElement.Clone();
    }

    internal Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, body: null, type, ifMatch: null, cancellationToken);

    internal Task<T> SendAsync<TBody, T>(
        HttpMethod method,
        string path,
        TBody body,
        JsonTypeInfo<TBody> bodyType,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken,
        string? ifMatch = null
    ) => SendAsync(method, path, JsonSerializer.SerializeToUtf8Bytes(body, bodyType), type, ifMatch, cancellationToken);

    internal async Task<T> SendAsync<T>(
        HttpMethod method,
        string path,
        byte[]? body,
        JsonTypeInfo<T> type,
        string? ifMatch,
        CancellationToken cancellationToken
    )
    {
        using var response = await SendAsync(method, path, body, ifMatch, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await JsonSerializer.DeserializeAsync(stream, type, cancellationToken).ConfigureAwait(false)
                ?? throw new ReceiverException("The receiver's answer is empty.");
        }
    }

    /// <summary>A table as CSV. The names of its columns stand in its first line.</summary>
    internal async Task<string> CsvAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, null, cancellationToken, "text/csv")
            .ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The answer to a request that was not refused.</summary>
    internal async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        byte[]? body,
        string? ifMatch,
        CancellationToken cancellationToken,
        string? accept = null
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (_user is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Acting-User", _user);
            request.Headers.TryAddWithoutValidation("X-Acting-Role", _role);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{ifMatch}\"");
        }

        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            };
        }

        var response = await _http
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            throw new ReceiverException(response.StatusCode, ErrorOf(text, response.StatusCode), text);
        }
    }

    private static ErrorAnswer ErrorOf(string text, HttpStatusCode status)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ApiJson.Default.ErrorAnswer) ?? new ErrorAnswer(status.ToString());
        }
        catch (JsonException)
        {
            return new ErrorAnswer(status.ToString());
        }
    }
}
