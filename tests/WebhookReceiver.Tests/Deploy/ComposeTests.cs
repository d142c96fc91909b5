using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Deploy;

/// <summary>compose.yaml, .env.example and the files that they mount.</summary>
public sealed partial class ComposeTests
{
    private static readonly JsonNode Compose = DeployFile.Yaml("compose.yaml");
    private static readonly JsonNode Receiver = Compose.Find("services.receiver")!;

    public static TheoryData<string> Services => [.. Compose["services"]!.AsObject().Select(service => service.Key)];

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_container_is_contained(string name)
    {
        var service = Compose.Find($"services.{name}")!;

        Assert.Equal("true", service.At("read_only"));
        Assert.Equal(["ALL"], service.List("cap_drop"));
        Assert.Equal(["no-new-privileges:true"], service.List("security_opt"));
        Assert.Equal("unless-stopped", service.At("restart"));
        Assert.Equal(("json-file", "10m", "5"), Logging(service));
        Assert.NotEmpty(service.List("healthcheck.test"));
        Assert.Null(service["privileged"]);
        Assert.Equal(
            name == "caddy" ? ["NET_BIND_SERVICE"] : [],
            service["cap_add"] is null ? [] : service.List("cap_add")
        );
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Only_the_proxy_listens_to_others(string name)
    {
        var ports = Compose.Find($"services.{name}")!.List("ports");

        Assert.Equal(
            name == "caddy" ? ["80:80", "443:443", "443:443/udp"] : [],
            ports.Where(port => !port.StartsWith("127.0.0.1:", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void The_receiver_runs_as_the_user_who_owns_its_volumes()
    {
        var image = DeployFile.Text("Dockerfile");

        Assert.Equal("1654:1654", Receiver.At("user"));
        Assert.Contains(
            "COPY --from=build --chown=$APP_UID:$APP_UID /rules /app/rules",
            image,
            StringComparison.Ordinal
        );
        Assert.Contains("COPY --from=build --chown=$APP_UID:$APP_UID /data /data", image, StringComparison.Ordinal);
        Assert.Equal(["${RULES:-rules}:/app/rules", "data:/data"], Receiver.List("volumes"));
        Assert.Contains("mv /app/rules /rules", image, StringComparison.Ordinal); // a folder that is there keeps its owner
        Assert.Contains("Journal__Folder=/data", image, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ports_are_those_of_the_program()
    {
        Assert.Equal(
            [KnownSettings.Default("Receiving__Port"), KnownSettings.Default("Management__Port")],
            Receiver.List("ports").Select(port => port.Split(':')[^1])
        );
        Assert.Contains(
            $"reverse_proxy receiver:{KnownSettings.Default("Receiving__Port")}\n",
            DeployFile.Text("deploy/compose/Caddyfile"),
            StringComparison.Ordinal
        );
        Assert.Equal(["CMD", "./WebhookReceiver", "health"], Receiver.List("healthcheck.test"));
    }

    [Fact]
    public void The_console_asks_the_receiver_with_its_key()
    {
        var console = Compose.Find("services.console")!;
        var environment = console["environment"]!.AsObject();

        Assert.Equal(
            $"http://receiver:{KnownSettings.Default("Management__Port")}",
            (string?)environment["Console__Receiver"]
        );
        Assert.Equal(Receiver.At("environment.Management__Key"), (string?)environment["Console__ReceiverKey"]);
        Assert.Equal(["127.0.0.1:${CONSOLE_PORT:-8082}:8082"], console.List("ports"));
        Assert.All(console.List("networks"), network => Assert.Contains(network, Receiver.List("networks")));
    }

    [Fact]
    public void Every_name_in_the_environment_is_a_setting() =>
        Assert.Equal([], KnownSettings.Unknown(Environment().Select(setting => setting.Name)));

    [Fact]
    public async Task The_environment_starts_a_server_that_is_ready()
    {
        await using var app = new WebhookApp(("hi.yaml", "rules:\n  - { id: hi, when: hi, reply: Hi! }\n"));
        foreach (var (name, value) in Environment())
        {
            app.With(name.Replace("__", ":", StringComparison.Ordinal), Filled(value));
        }

        using var ready = await app.Management.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        using var closed = await app.Management.GetAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, """{"status":"ready"}"""), (ready.StatusCode, await ready.TextAsync()));
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
    }

    [Fact]
    public async Task A_stop_has_the_time_that_it_takes() =>
        await StopTimes.AreEnoughAsync(
            int.Parse(Receiver.At("stop_grace_period")!.TrimEnd('s'), CultureInfo.InvariantCulture)
        );

    [Fact]
    public void A_missing_value_is_named_with_its_cure()
    {
        var needed = Variables().Where(variable => variable.Kind == "?").ToArray();

        Assert.Equal(["BOT_NAME", "MANAGEMENT_KEY"], needed.Select(variable => variable.Name).Distinct().Order());
        Assert.All(
            needed,
            variable =>
                Assert.StartsWith($"Set {variable.Name} in .env to the ", variable.Text, StringComparison.Ordinal)
        );
        Assert.All(Variables(), variable => Assert.NotEqual("", variable.Kind));
    }

    [Fact]
    public void The_example_names_every_variable_and_nothing_else() =>
        Assert.Equal(
            Variables().Select(variable => variable.Name).Distinct().Order(StringComparer.Ordinal),
            ExampleLine()
                .Matches(DeployFile.Text(".env.example"))
                .Select(line => line.Groups["name"].Value)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Everything_that_is_mounted_is_there()
    {
        var mounts = Compose["services"]!
            .AsObject()
            .Where(service => service.Value!["volumes"] is not null)
            .SelectMany(service => service.Value!.List("volumes"))
            .Select(mount => Filled(mount).Split(':')[0])
            .ToArray();

        Assert.Equal([], mounts.Where(mount => mount.StartsWith('.') && !Path.Exists(DeployFile.PathOf(mount))));
        Assert.Equal(
            Compose["volumes"]!.AsObject().Select(volume => volume.Key).Order(),
            mounts.Where(mount => !mount.StartsWith('.')).Order()
        );
    }

    [Fact]
    public void The_proxy_that_is_believed_is_in_the_network_of_the_proxy() =>
        Assert.Equal(
            Environment().Single(setting => setting.Name == "Receiving__TrustedProxies__0").Value,
            Compose.Find("networks.front.ipam.config")![0]!.At("subnet")
        );

    private static (string? Driver, string? Size, string? Files) Logging(JsonNode service) =>
        (service.At("logging.driver"), service.At("logging.options.max-size"), service.At("logging.options.max-file"));

    private static (string Name, string Value)[] Environment() =>
        [.. Receiver["environment"]!.AsObject().Select(setting => (setting.Key, (string)setting.Value!))];

    private static IEnumerable<(string Name, string Kind, string Text)> Variables() =>
        Variable()
            .Matches(DeployFile.Text("compose.yaml"))
            .Select(found => (found.Groups["name"].Value, found.Groups["kind"].Value, found.Groups["text"].Value));

    /// <summary>As compose fills it in when .env holds the two values that must be there.</summary>
    private static string Filled(string value) =>
        Variable()
            .Replace(
                value,
                found =>
                    (found.Groups["name"].Value, found.Groups["kind"].Value) switch
                    {
                        ("BOT_NAME", _) => "bot.example.com",
                        (_, "?") => "0123456789abcdef01234567",
                        _ => found.Groups["text"].Value,
                    }
            );

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>\w+)(:(?<kind>[-?])(?<text>[^}]*))?\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Variable();

    [GeneratedRegex("^#?(?<name>[A-Z_]+)=", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex ExampleLine();
}
