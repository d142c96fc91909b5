using WebhookReceiver.Rules.Linting;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Management.Files;

/// <summary>Checks changes over the rules folder, one at a time: a check takes a processor for a while.</summary>
internal sealed class RuleChecks(RuleReloader rules, TimeProvider time) : IDisposable
{
    private const int MostTries = 3;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Null if files of the folder change all the time.</summary>
    public async Task<RuleLoad?> CheckAsync(
        IReadOnlyDictionary<string, byte[]?> changes,
        int replay,
        CancellationToken cancellationToken
    )
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            for (var i = 0; i < MostTries; i++)
            {
                if (await rules.CheckAsync(changes, replay, cancellationToken) is { } load)
                {
                    return load;
                }
            }

            return null;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>What no test of the changed rules reaches; null if they cannot be read.</summary>
    public async Task<Coverage?> CoverageAsync(
        IReadOnlyDictionary<string, byte[]?> changes,
        CancellationToken cancellationToken
    )
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return await rules.BuildAsync(changes, cancellationToken) is { HasErrors: false } build
                ? await BackgroundThrottle.RunAsync(
                    time,
                    isServing: true,
                    () => Coverage.OfAsync(build.RuleSet.WithoutPlugins(), build.Tests, cancellationToken)
                )
                : null;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}
