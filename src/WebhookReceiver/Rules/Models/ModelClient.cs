using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Rules.Models;

/// <summary>Asks the model of the settings, within its time and its costs. Every behaviour of its server has an outcome.</summary>
internal sealed partial class ModelClient(
    IOptions<ModelsOptions> options,
    ModelLimits limits,
    ModelMetrics metrics,
    RunningTime time,
    ILogger<ModelClient> logger
) : IDisposable
{
    private readonly Lock _gate = new();
    private CallModel? _call;
    private ModelServer? _server;

    public bool IsOn => options.Value.IsOn;

    /// <summary>Asks within a limit.</summary>
    /// <param name="request">The question.</param>
    /// <param name="limit">How long the answer is waited for.</param>
    /// <param name="late">Gets the answer that comes after it; <see langword="null"/>: then it is not waited for.</param>
    public async ValueTask<ModelOutcome> AskAsync(
        ModelRequest request,
        TimeSpan limit,
        Action<Task<ModelOutcome>>? late
    )
    {
        if (limit <= TimeSpan.Zero)
        {
            return ModelOutcome.NotAsked("there is no time left");
        }

        var reached = limits.Take(request.Message, out var isFirst);
        if (reached is not ModelLimit.None)
        {
            Reached(reached, isFirst);
            return ModelOutcome.NotAsked("a limit of questions is reached");
        }

        var since = time.GetTimestamp();
#pragma warning disable CA2000 // disposed of by the call, which may outlast this method
        var end = new CancellationTokenSource(limit + (late is null ? TimeSpan.Zero : options.Value.LateTime), time);
#pragma warning restore CA2000
        var call = Task.Run(() => CallAsync(request, end));
        try
        {
            var (outcome, label) = await call.WaitAsync(limit, time);
            metrics.Asked(label, time.GetElapsedTime(since));
            if (outcome.Kind is ModelKind.Late)
            {
                Log.Late(logger, request.Rule.Name, limit);
            }

            return outcome;
        }
        catch (TimeoutException)
        {
            metrics.Asked("late", time.GetElapsedTime(since));
            Log.Late(logger, request.Rule.Name, limit);
            late?.Invoke(OutcomeOfAsync(call));
            return ModelOutcome.Late;
        }
    }

    public void Dispose() => _server?.Dispose();

    private static async Task<ModelOutcome> OutcomeOfAsync(Task<(ModelOutcome Outcome, string Label)> call) =>
        (await call).Outcome;

    private void Reached(ModelLimit limit, bool isFirst)
    {
        metrics.Limited(limit);
        if (isFirst)
        {
            Log.DayIsOver(logger, options.Value.PerDay);
        }
    }

    /// <summary>The outcome of a call, and its word in the metrics.</summary>
    private async Task<(ModelOutcome Outcome, string Label)> CallAsync(
        ModelRequest request,
        CancellationTokenSource end
    )
    {
        using var ends = end;
        try
        {
            var reply = await Server()(ModelPrompt.Of(request), end.Token).WaitAsync(end.Token);
            metrics.Tokens(reply);
            if (reply.Failure is { } failure)
            {
                return Failed(request, failure, reply.Status);
            }

            return reply.ToOutcome() is { } outcome ? (outcome, "answered") : Failed(request, "garbage", status: 0);
        }
        catch (OperationCanceledException)
        {
            return (ModelOutcome.Late, "late");
        }
#pragma warning disable CA1031 // whatever the server does, the rule has a text for it
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Broke(logger, request.Rule.Name, e.GetType().Name);
            return (ModelOutcome.Failed("garbage"), "garbage");
        }
    }

    private (ModelOutcome Outcome, string Label) Failed(ModelRequest request, string failure, int status)
    {
        var detail = failure switch
        {
            "status" => string.Create(CultureInfo.InvariantCulture, $"status {status}"),
            "connection" => "the connection broke",
            "too_much" => "more than 256 KB",
            _ => "not an answer of the agreed form",
        };
        Log.Failed(logger, request.Rule.Name, detail);
        return (ModelOutcome.Failed(detail), failure);
    }

    private CallModel Server()
    {
        lock (_gate)
        {
            return _call ??= Connect();
        }
    }

    /// <summary>The packages of the protocol are loaded here, by the first question.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private CallModel Connect()
    {
#pragma warning disable CA2000 // the server disposes of its handler
        var server = new ModelServer(
            options.Value,
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            }
        );
#pragma warning restore CA2000
        _server = server;
        return server.CallAsync;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "model: no answer for rule {Rule} within {Limit}")]
        public static partial void Late(ILogger logger, string rule, TimeSpan limit);

        [LoggerMessage(LogLevel.Warning, "model: no answer for rule {Rule}: {Reason}")]
        public static partial void Failed(ILogger logger, string rule, string reason);

        [LoggerMessage(LogLevel.Warning, "model: no answer for rule {Rule}: {Exception}")]
        public static partial void Broke(ILogger logger, string rule, string exception);

        [LoggerMessage(
            LogLevel.Warning,
            "model: {Most} questions were asked today (Models:PerDay), so no more are until midnight, universal time"
        )]
        public static partial void DayIsOver(ILogger logger, int most);
    }
}
