using System.Text.Json;
using WebhookReceiver.Management;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class MappedAddressTests
{
    [Fact]
    public async Task An_IPv4_address_is_written_as_such_in_the_log_and_in_the_audit_whatever_the_listener_takes()
    {
        await using var app = new WebhookApp()
            .With("Management:Address", "::")
            .With("Management:Key", "a-management-key-of-tests");
        app.UseKestrel();
        using var client = new HttpClient();

        using var webhook = await client.GetAsync(app.PublicAddress, TestContext.Current.CancellationToken);
        using var refused = await client.GetAsync(
            new Uri(app.ManagementAddress, "/metrics"),
            TestContext.Current.CancellationToken
        );
        client.DefaultRequestHeaders.Authorization = new("Bearer", "a-management-key-of-tests");
        using var resumed = await client.PostAsync(
            new Uri(app.ManagementAddress, "/api/rules/approve"),
            null,
            TestContext.Current.CancellationToken
        );

        Assert.StartsWith(
            "refused: no-key, from 127.0.0.1, ",
            Assert.Single(app.Log.MessagesOf<WebhookKeyMiddleware>()),
            StringComparison.Ordinal
        );
        Assert.Contains(
            " on the management port, from 127.0.0.1, ",
            Assert.Single(app.Log.MessagesOf<ManagementGate>()),
            StringComparison.Ordinal
        );
        var audited = await File.ReadAllLinesAsync(
            Path.Combine(app.DataFolder, AuditLog.FileName),
            TestContext.Current.CancellationToken
        );
        using var line = JsonDocument.Parse(audited[^1]);
        Assert.Equal("127.0.0.1", line.RootElement.GetProperty("from").GetString());
    }
}
