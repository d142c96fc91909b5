using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Tests.Sending;

/// <summary>The platform's failures at a push, over real HTTP, by the simulator's switches.</summary>
public sealed class FaultTests
{
    private const string Order =
        """{"to":"+44 7400 123456","template":"XY1234","templateValues":["Ann","42"],"reference":"r"}""";

    [Theory]
    [InlineData("""{"http":429}""", "throttled", "HTTP 429: too many requests")]
    [InlineData("""{"http":503}""", "throttled", "HTTP 503: the platform failed at try 1 of 8; it will be retried")]
    [InlineData("""{"http":500}""", "unknown", "HTTP 500: the platform failed while it had the request")]
    [InlineData("""{"http":502}""", "unknown", "HTTP 502: the platform failed while it had the request")]
    [InlineData("""{"hang":true}""", "unknown", "no answer in time")]
    [InlineData("""{"cut":true}""", "unknown", "the connection broke before the answer")]
    [InlineData("""{"body":"<html>Sorry</html>"}""", "unknown", "the answer could not be read")]
    [InlineData("""{"body":""}""", "unknown", "the answer could not be read")]
    [InlineData("""{"body":"{\"status\":100}","padding":50000000}""", "unknown", "the answer could not be read")]
    [InlineData(
        """{"http":307,"location":"http://127.0.0.1:1/"}""",
        "throttled",
        "HTTP 307: a redirect, which is not followed; check Sending:BaseUrl"
    )]
    [InlineData("""{"status":403}""", "throttled", "status 403: the balance is too small; top it up in the platform")]
    [InlineData("""{"status":406}""", "refused", "status 406: not a valid mobile number")]
    public async Task A_push_that_goes_wrong_is_what_it_is_and_goes_out_once_at_most(
        string failure,
        string state,
        string detail
    )
    {
        await using var apps = new TwoApps();
        if (failure.Contains("hang", StringComparison.Ordinal))
        {
            apps.Receiver.With("Sending:RequestTimeout", "00:00:01");
        }

        apps.Start();
        await apps.Platform.FailAsync(failure);

        await apps.OrderAsync(Order);

        Assert.Equal(detail, (await apps.StateAsync("r", state)).GetProperty("detail").GetString());
        Assert.Single(await PushedAsync(apps));
    }

    [Fact]
    public async Task What_was_carried_out_without_an_answer_is_settled_by_its_report_and_not_sent_again()
    {
        await using var apps = new TwoApps();
        apps.Start();
        await apps.Platform.FailAsync("""{"cut":true,"accept":true}""");

        await apps.OrderAsync(Order);
        await apps.StateAsync("r", "unknown");
        apps.Platform.Time.Advance(TimeSpan.FromSeconds(1));
        await apps.StateAsync("r", "delivered");

        Assert.Single(await PushedAsync(apps));
    }

    [Fact]
    public async Task Of_a_request_that_was_carried_out_in_part_only_the_rest_is_sent_again()
    {
        await using var apps = new TwoApps();
        apps.Receiver.With("Sending:GatherFor", "00:00:01");
        apps.Start();
        await apps.Platform.FailAsync("""{"recipients":1}""");
        var outbox = apps.Receiver.Services.GetRequiredService<IJournal>().Outbox;
        var now = DateTimeOffset.UnixEpoch;

        await outbox.AddAllAsync([Entry("first", "447700900123"), Entry("second", "447700900124")]);

        Assert.Equal(["10 447700900123: hi", "10 447700900124: hi"], await apps.PushesAsync(atLeast: 2));

        using var pushes = System.Text.Json.JsonDocument.Parse(await apps.Platform.GetAsync("/desk/pushes"));
        Assert.Equal(
            [2, 1],
            pushes
                .RootElement.EnumerateArray()
                .Select(push => push.GetProperty("request").GetProperty("data").GetArrayLength())
        );

        OutboxEntry Entry(string reference, string number) =>
            new()
            {
                Reference = reference,
                Contact = new ContactKey("10777", "10", number),
                CreatedAt = now,
                DueAt = now,
                ExpiresAt = DateTimeOffset.MaxValue,
                Body = new FollowUpMessage
                {
                    Project = "10777",
                    Channel = "10",
                    Recipient = number,
                    Text = "hi",
                }.ToJson(),
            };
    }

    [Fact]
    public async Task A_token_that_was_changed_while_messages_waited_is_the_one_they_go_out_with()
    {
        using var rig = new SendingRig();
        rig.Peer.IsAway = true;
        await rig.AddAsync("447700900123", "hi");
        await rig.RunAsync();
        rig.Options.Token = "another-token";
        await rig.RestartAsync();
        rig.Peer.IsAway = false;

        rig.Journal.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.RunAsync();

        Assert.StartsWith("""{"token":"another-token",""", Assert.Single(rig.Peer.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_shows_a_certificate_that_is_not_good_gets_nothing()
    {
        var asked = 0;
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch,
            new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        var port = TwoApps.FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate))
        );
        await using var impostor = builder.Build();
        impostor.Run(context =>
        {
            Interlocked.Increment(ref asked);
            return context.Response.WriteAsync("""{"status":100}""");
        });
        await impostor.StartAsync(TestContext.Current.CancellationToken);
        await using var apps = new TwoApps();
        apps.Receiver.With("Sending:BaseUrl", $"https://localhost:{port}/api/v2/");
        apps.Start();

        await apps.OrderAsync(Order);

        Assert.Equal(
            "the platform's certificate is not valid",
            (await apps.StateAsync("r", "throttled")).GetProperty("detail").GetString()
        );
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_is_tried_again()
    {
        await using var apps = new TwoApps();
        apps.Receiver.With("Sending:BaseUrl", "https://nowhere.invalid/api/v2/");
        apps.Start();

        await apps.OrderAsync(Order);

        Assert.Equal(
            "the platform's name cannot be resolved",
            (await apps.StateAsync("r", "throttled")).GetProperty("detail").GetString()
        );
    }

    private static async Task<string[]> PushedAsync(TwoApps apps)
    {
        using var list = System.Text.Json.JsonDocument.Parse(await apps.Platform.GetAsync("/desk/pushes"));
        return [.. list.RootElement.EnumerateArray().Select(push => push.GetProperty("outcome").GetString()!)];
    }
}
