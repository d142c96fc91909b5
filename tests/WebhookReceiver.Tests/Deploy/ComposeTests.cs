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
        Assert.Equal(["${RULES:-rules}:/app/rules", "data:/data", "key:/key"], Receiver.List("volumes"));
        Assert.Contains("mv /app/rules /rules", image, StringComparison.Ordinal); // a folder that is there keeps its owner
        Assert.Contains("Journal__Folder=/data", image, StringComparison.Ordinal);
    }

    /// <summary>A new volume takes the owner of the folder that it covers, in whichever of the two images comes first.</summary>
    [Fact]
    public void The_key_lies_in_a_volume_that_belongs_to_the_user_of_receiver_and_console()
    {
        var image = DeployFile.Text("Dockerfile");
        var stages = image.Split("\nFROM ");

        Assert.Equal("/key/management", Receiver.At("environment.Management__KeyFile"));
        Assert.Contains("mkdir /data /key && chmod 700 /key", image, StringComparison.Ordinal);
        Assert.Equal(
            ["./WebhookReceiver.WebConsole", "./WebhookReceiver"],
            stages
                .Where(stage =>
                    stage.Contains("COPY --from=build --chown=$APP_UID:$APP_UID /key /key", StringComparison.Ordinal)
                )
                .Select(stage => stage.Split("ENTRYPOINT [\"")[1].Split('"')[0])
        );
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
        Assert.Equal(Receiver.At("environment.Management__KeyFile"), (string?)environment["Console__ReceiverKeyFile"]);
        Assert.Equal(Receiver.At("user"), console.At("user"));
        Assert.Equal(["key:/key:ro"], console.List("volumes"));
        Assert.Equal("service_healthy", console.At("depends_on.receiver.condition"));
        Assert.Equal(["127.0.0.1:${CONSOLE_PORT:-8082}:8082"], console.List("ports"));
        Assert.All(console.List("networks"), network => Assert.Contains(network, Receiver.List("networks")));
    }

    [Fact]
    public void Every_name_in_the_environment_is_a_setting() =>
        Assert.Equal([], KnownSettings.Unknown(Environment().Select(setting => setting.Name)));

    [Fact]
    public async Task Without_any_setting_the_server_is_ready_and_its_port_is_closed_but_for_the_key_of_the_file()
    {
        await using var app = new WebhookApp(("hi.yaml", "rules:\n  - { id: hi, when: hi, reply: Hi! }\n"));
        Directory.CreateDirectory(app.DataFolder);
        var file = Path.Combine(app.DataFolder, "management");
        foreach (var (name, value) in Environment())
        {
            app.With(name.Replace("__", ":", StringComparison.Ordinal), Filled(value));
        }

        app.With("Management:KeyFile", file); // /key is a volume
        using var ready = await app.Management.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        using var closed = await app.Management.GetAsync("/metrics", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add(
            "X-Management-Key",
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim()
        );
        using var open = await app.Management.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, """{"status":"ready"}"""), (ready.StatusCode, await ready.TextAsync()));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (closed.StatusCode, open.StatusCode));
    }

    [Fact]
    public async Task A_stop_has_the_time_that_it_takes() =>
        await StopTimes.AreEnoughAsync(
            int.Parse(Receiver.At("stop_grace_period")!.TrimEnd('s'), CultureInfo.InvariantCulture)
        );

    [Fact]
    public void No_value_must_be_set() =>
        Assert.All(Variables(), variable => Assert.Equal((variable.Name, "-"), (variable.Name, variable.Kind)));

    /// <summary>Grafana would take its own well-known password, so it waits for Prometheus, which ends.</summary>
    [Fact]
    public async Task Without_a_key_the_observers_say_which_value_is_missing_and_do_not_start()
    {
        var script = Compose
            .Find("services.prometheus")!
            .List("entrypoint")
            .Last()
            .Replace("$$", "$", StringComparison.Ordinal);
        var needed = script.Split('\n').Single(line => line.Contains(":?", StringComparison.Ordinal));

        var (code, said) = await Tool.RunAsync("sh", "-c", needed);

        Assert.NotEqual(0, code);
        Assert.EndsWith(
            "Set MANAGEMENT_KEY in .env to the output of openssl rand -hex 24.",
            said.Trim(),
            StringComparison.Ordinal
        );
        Assert.Equal("service_healthy", Compose.Find("services.grafana")!.At("depends_on.prometheus.condition"));
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
            .Distinct()
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

    /// <summary>As compose fills it in without any .env.</summary>
    private static string Filled(string value) => Variable().Replace(value, found => found.Groups["text"].Value);

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>\w+)(:(?<kind>[-?])(?<text>[^}]*))?\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Variable();

    [GeneratedRegex("^#?(?<name>[A-Z_]+)=", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex ExampleLine();
}
