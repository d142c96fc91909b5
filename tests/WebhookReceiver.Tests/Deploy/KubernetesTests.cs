using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using WebhookReceiver.Management;

namespace WebhookReceiver.Tests.Deploy;

/// <summary>deploy/kubernetes/base.</summary>
public sealed class KubernetesTests
{
    private const string Base = "deploy/kubernetes/base";

    private static readonly JsonNode Kustomization = DeployFile.Yaml($"{Base}/kustomization.yaml");
    private static readonly JsonNode Set = DeployFile.Yaml($"{Base}/statefulset.yaml");
    private static readonly JsonNode Pod = Set.Find("spec.template.spec")!;
    private static readonly JsonNode Container = Assert.Single(Pod["containers"]!.AsArray())!;

    [Fact]
    public void The_base_names_every_file_that_is_no_example() =>
        Assert.Equal(
            Directory
                .GetFiles(DeployFile.PathOf(Base), "*.yaml")
                .Select(file => Path.GetFileName(file))
                .Where(name => name != "kustomization.yaml" && !name.Contains(".example.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            Kustomization.List("resources").Order(StringComparer.Ordinal)
        );

    [Fact]
    public void One_server_runs_without_privileges_on_a_root_that_it_cannot_write()
    {
        Assert.Equal("1", Set.At("spec.replicas"));
        Assert.Equal(
            ("true", "1654", "1654", "1654", "RuntimeDefault"),
            (
                Pod.At("securityContext.runAsNonRoot"),
                Pod.At("securityContext.runAsUser"),
                Pod.At("securityContext.runAsGroup"),
                Pod.At("securityContext.fsGroup"),
                Pod.At("securityContext.seccompProfile.type")
            )
        );
        Assert.Equal("false", Container.At("securityContext.allowPrivilegeEscalation"));
        Assert.Equal("true", Container.At("securityContext.readOnlyRootFilesystem"));
        Assert.Equal(["ALL"], Container.List("securityContext.capabilities.drop"));
        Assert.Equal("false", Pod.At("automountServiceAccountToken"));
    }

    [Theory]
    [InlineData("startupProbe", "/health/ready")]
    [InlineData("livenessProbe", "/health/live")]
    [InlineData("readinessProbe", "/health/ready")]
    public async Task A_probe_asks_an_endpoint_that_needs_no_key(string probe, string path)
    {
        Assert.Equal(
            (path, "management"),
            (Container.At($"{probe}.httpGet.path"), Container.At($"{probe}.httpGet.port"))
        );
        Assert.Equal(ManagementRole.None, EndpointAccess.Of("GET", path)!.LeastRole);
        await using var app = Server();
        using var answer = await app.Management.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public void Names_of_ports_lead_to_the_ports_of_the_program()
    {
        var ports = Container["ports"]!
            .AsArray()
            .ToDictionary(port => port!.At("name")!, port => port!.At("containerPort"));
        var service = DeployFile.Yaml($"{Base}/service.yaml").Find("spec.ports")!.AsArray();

        Assert.Equal(KnownSettings.Default("Receiving__Port"), ports["webhook"]);
        Assert.Equal(KnownSettings.Default("Management__Port"), ports["management"]);
        Assert.All(service, port => Assert.Equal(ports[port!.At("targetPort")!], port!.At("port")));
        Assert.Equal(ports.Values, AllowedPorts());
    }

    [Fact]
    public void Every_name_in_settings_and_secret_is_a_setting() =>
        Assert.Equal([], KnownSettings.Unknown(Settings().Concat(Secret()).Select(setting => setting.Name)));

    [Fact]
    public void What_the_pod_refers_to_is_what_the_other_files_make()
    {
        var sources = Container["envFrom"]!.AsArray();
        var mounts = Container["volumeMounts"]!
            .AsArray()
            .ToDictionary(mount => mount!.At("name")!, mount => mount!.At("mountPath")!);
        var settings = Settings().ToDictionary(setting => setting.Name, setting => setting.Value);

        Assert.Equal(Kustomization["configMapGenerator"]![0]!.At("name"), sources[0]!.At("configMapRef.name"));
        Assert.Equal(
            DeployFile.Yaml($"{Base}/secret.example.yaml").At("metadata.name"),
            sources[1]!.At("secretRef.name")
        );
        Assert.Equal(Pod["volumes"]![0]!.At("name"), mounts.Keys.Last());
        Assert.Equal(Set.Find("spec.volumeClaimTemplates")![0]!.At("metadata.name"), mounts.Keys.First());
        Assert.Equal(settings["Rules__Folder"], mounts["rules"]);
        Assert.StartsWith(mounts["data"] + "/", settings["Journal__Folder"], StringComparison.Ordinal);
        Assert.Equal(Set.At("metadata.name"), DeployFile.Yaml($"{Base}/service.yaml").At("metadata.name"));
        Assert.Equal(Container.At("image"), Kustomization["images"]![0]!.At("name"));
    }

    [Fact]
    public void Every_part_selects_the_pods_of_the_server()
    {
        const string label = "app.kubernetes.io/name";
        string?[] names =
        [
            Set.Find("spec.selector.matchLabels")![label]!.GetValue<string>(),
            Set.Find("spec.template.metadata.labels")![label]!.GetValue<string>(),
            DeployFile.Yaml($"{Base}/service.yaml").Find("spec.selector")![label]!.GetValue<string>(),
            Policy().Find("spec.podSelector.matchLabels")![label]!.GetValue<string>(),
        ];

        Assert.Equal("webhook-receiver", Assert.Single(names.Distinct()));
    }

    [Fact]
    public void The_ingress_passes_on_the_two_paths_of_the_platform_and_nothing_else()
    {
        var ingress = DeployFile.Yaml($"{Base}/ingress.example.yaml");
        var rule = Assert.Single(ingress.Find("spec.rules")!.AsArray())!;
        var paths = rule.Find("http.paths")!.AsArray();

        Assert.Equal(["/webhook", "/events"], paths.Select(path => path!.At("path")));
        Assert.All(paths, path => Assert.Equal("webhook", path!.At("backend.service.port.name")));
        Assert.Contains(
            ("Receiving__PublicUrl", $"https://{rule.At("host")}"),
            Settings().Select(setting => (setting.Name, setting.Value))
        );
    }

    [Fact]
    public async Task A_stop_has_the_time_that_it_takes() =>
        await StopTimes.AreEnoughAsync(
            int.Parse(Pod.At("terminationGracePeriodSeconds")!, CultureInfo.InvariantCulture)
        );

    private static WebhookApp Server()
    {
        var app = new WebhookApp(("hi.yaml", "rules:\n  - { id: hi, when: hi, reply: Hi! }\n"));
        foreach (
            var (name, value) in Settings()
                .Where(setting => !setting.Name.EndsWith("__Folder", StringComparison.Ordinal))
        )
        {
            app.With(name.Replace("__", ":", StringComparison.Ordinal), value);
        }

        return app.With("Management:Key", "0123456789abcdef01234567");
    }

    private static JsonNode Policy() => DeployFile.Yaml($"{Base}/networkpolicy.yaml");

    private static IEnumerable<string?> AllowedPorts() =>
        Policy().Find("spec.ingress")!.AsArray().Select(rule => rule!["ports"]![0]!.At("port"));

    private static IEnumerable<(string Name, string Value)> Settings() =>
        DeployFile
            .Text($"{Base}/settings.env")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .Select(pair => (pair[0], pair[1]));

    private static IEnumerable<(string Name, string Value)> Secret() =>
        DeployFile.Yaml($"{Base}/secret.example.yaml")["stringData"]!
            .AsObject()
            .Select(pair => (pair.Key, (string)pair.Value!));
}
