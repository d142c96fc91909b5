using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Tests.Golden;

/// <summary>A data folder with constant secrets and time, so that its files are constant too.</summary>
internal static class GoldenData
{
    public const string Secrets = """
        # Made before the first start.
        # Made at the first start. Whoever reads this can speak as the platform. Keep it with your backups.
        webhook-key: golden-webhook-key-of-tests
        hash-key: AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=

        """;

    public static readonly DateTimeOffset Start = new(2026, 1, 14, 12, 0, 0, TimeSpan.Zero);

    public static TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        folder.Write("secrets", Secrets);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.PathOf("secrets"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return folder;
    }

    /// <summary>A server over the folder, with a manual clock; look-ups know the number 12.</summary>
    public static WebhookApp App(TemporaryFolder data, params (string Path, string Content)[] rules) =>
        new WebhookApp(rules)
        {
            Time = new FakeTimeProvider(Start),
            LookUp = (request, _, _) =>
                ValueTask.FromResult(
                    request.Address.AbsoluteUri.EndsWith("/12", StringComparison.Ordinal)
                        ? new LookupOutcome(LookupKind.Found, """{"status":"auf dem Weg"}""")
                        : new LookupOutcome(LookupKind.Missing, "{}")
                ),
        }.With("Journal:Folder", data.Path);
}
