using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;

namespace WebhookReceiver.Rules.Models;

/// <summary>
/// The server of the settings, by the protocol of OpenAI. The only type that knows the packages: a server without the
/// setting never loads them.
/// </summary>
internal sealed class ModelServer : IDisposable
{
    private static readonly ChatResponseFormat Form = ChatResponseFormat.ForJsonSchema(
        JsonDocument.Parse(ModelPrompt.Schema).RootElement,
        "answer",
        "An answer to a customer, and the names of the passages it rests on."
    );

    private readonly HttpClient _http;
    private readonly IChatClient _chat;
    private readonly ChatOptions _options;

    public ModelServer(ModelsOptions options, HttpMessageHandler handler)
    {
#pragma warning disable CA2000 // the client disposes of its handlers
        _http = new HttpClient(new BoundedResponses(handler)) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore CA2000
        var client = new ChatClient(
            options.Model!,
            new ApiKeyCredential(options.ReadKey() ?? "none"),
            new OpenAIClientOptions
            {
                Endpoint = options.Address,
                Transport = new HttpClientPipelineTransport(_http),
                // A second try would come too late for the customer, and cost as much.
                RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            }
        );
        _chat = client.AsIChatClient();
        _options = new ChatOptions { ResponseFormat = Form, MaxOutputTokens = options.AnswerTokens };
    }

    /// <inheritdoc cref="CallModel"/>
    public async Task<ModelReply> CallAsync(ModelPrompt prompt, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _chat.GetResponseAsync(
                [new ChatMessage(ChatRole.System, prompt.Orders), new ChatMessage(ChatRole.User, prompt.Message)],
                _options,
                cancellationToken
            );
            return new ModelReply(response.Text)
            {
                Asked = response.Usage?.InputTokenCount ?? 0,
                Answered = response.Usage?.OutputTokenCount ?? 0,
            };
        }
        catch (ClientResultException e) when (e.Status > 0)
        {
            return new ModelReply("", "status", e.Status);
        }
        catch (Exception e) when (e is ResponseTooLongException || e.InnerException is ResponseTooLongException)
        {
            return new ModelReply("", "too_much");
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or IOException
                        or ClientResultException
                        or System.Net.Sockets.SocketException
            )
        {
            return new ModelReply("", "connection");
        }
#pragma warning disable CA1031 // whatever the server says, the rule has a text for it
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new ModelReply("", "garbage");
        }
    }

    public void Dispose()
    {
        _chat.Dispose();
        _http.Dispose();
    }
}
