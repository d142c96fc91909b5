namespace WebhookReceiver.Tests;

/// <summary>
/// No other test runs beside these: a scrape also holds what other servers of this process count, and a busy machine makes
/// a pattern slow.
/// </summary>
[CollectionDefinition(nameof(TestsAlone), DisableParallelization = true)]
public sealed class TestsAlone;
