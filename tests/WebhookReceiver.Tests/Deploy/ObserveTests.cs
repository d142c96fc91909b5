using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Deploy;

/// <summary>deploy/observe: what Prometheus and Grafana are asked stands in /metrics, and docs/operation.md explains it.</summary>
public sealed partial class ObserveTests
{
    private const string Dashboard = "deploy/observe/grafana/dashboards/webhook-receiver.json";

    private static readonly string[] TestFiles =
    [
        "deploy/observe/alerts.test.yml",
        "deploy/observe/alerts.days.test.yml",
    ];

    private static readonly JsonArray Rules = DeployFile.Yaml("deploy/observe/alerts.yml")["groups"]![0]![
        "rules"
    ]!.AsArray();

    [Fact]
    public async Task Every_query_asks_for_metrics_that_the_server_has()
    {
        await using var app = new WebhookApp();
        await app.SayAsync("hi");
        var scraped = await app.Management.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var there = Series()
            .Matches(scraped)
            .Select(line => line.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);
        var queries = Rules.Select(rule => rule!.At("expr")!).Concat(Queries()).ToArray();

        Assert.True(queries.Length > 60);
        Assert.Equal([], queries.SelectMany(MetricsOf).Where(name => !there.Contains(name)).Distinct());
    }

    [Fact]
    public void Every_label_in_a_query_is_one_of_its_metric()
    {
        var labels = DeployFile.Text("tests/WebhookReceiver.Tests/Golden/metrics.txt");
        string[] known = ["instance", "job", "le", "rule", "k", "kind"];

        var unknown = Rules
            .Select(rule => rule!.At("expr")!)
            .Concat(Queries())
            .SelectMany(query => Label().Matches(query).SelectMany(found => found.Groups["name"].Captures))
            .Select(label => label.Value)
            .Where(label => !known.Contains(label) && !labels.Contains($"{label}=\"", StringComparison.Ordinal));
        Assert.Equal([], unknown);
    }

    [Fact]
    public void Every_metric_of_the_server_is_on_the_dashboard()
    {
        var shown = Queries().SelectMany(MetricsOf).ToHashSet(StringComparer.Ordinal);
        var types = DeployFile
            .Text("tests/WebhookReceiver.Tests/Golden/metrics.txt")
            .Split('\n')
            .Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal))
            .Select(line => line.Split(' '))
            .Select(parts => parts[3] == "histogram" ? $"{parts[2]}_bucket" : parts[2]);

        Assert.Equal([], types.Where(name => !shown.Contains(name)));
    }

    [Fact]
    public void The_page_for_operators_has_the_alerts_of_the_rules_with_their_metrics()
    {
        var rows = Row().Matches(DeployFile.Text("docs/operation.md"));
        var explained = rows.SelectMany(row =>
                Name()
                    .Matches(row.Groups["alert"].Value)
                    .Select(alert => (Alert: alert.Groups["name"].Value, Metrics: row.Groups["metrics"].Value))
            )
            .ToList();

        Assert.Equal(
            Rules.Select(rule => rule!.At("alert")!).Where(name => name != "ReceiverDown"),
            explained.Select(row => row.Alert)
        );
        Assert.All(
            Rules.Where(rule => rule!.At("alert") != "ReceiverDown"),
            rule =>
                Assert.Contains(
                    MetricsOf(rule!.At("expr")!),
                    metric =>
                        explained
                            .Single(row => row.Alert == rule!.At("alert"))
                            .Metrics.Contains($"`{Bare(metric)}`", StringComparison.Ordinal)
                )
        );
        Assert.Equal(
            [],
            rows.Where(row =>
                    !row.Groups["alert"].Value.Contains("no alert", StringComparison.Ordinal)
                    && !Name().IsMatch(row.Groups["alert"].Value)
                )
                .Select(row => row.Value)
        );
    }

    [Fact]
    public void Every_alert_says_what_to_do_and_has_a_test()
    {
        var tested = TestFiles
            .SelectMany(file => DeployFile.Yaml(file)["tests"]!.AsArray())
            .SelectMany(test => test!["alert_rule_test"]!.AsArray())
            .ToLookup(test => test!.At("alertname"), test => test!["exp_alerts"]!.AsArray().Count);

        Assert.All(
            Rules,
            rule =>
            {
                Assert.NotNull(rule!.At("annotations.summary"));
                Assert.NotNull(rule!.At("annotations.action"));
                Assert.Contains(rule!.At("labels.severity"), (string[])["page", "warn"]);
                Assert.Equal([0, 1], tested[rule!.At("alert")].Distinct().Order());
            }
        );
    }

    [Fact]
    public async Task Prometheus_runs_the_tests_of_the_alerts()
    {
        var (code, said) = await Tool.RunAsync("promtool", ["test", "rules", .. TestFiles.Select(DeployFile.PathOf)]);

        Assert.True(code == 0, said);
    }

    private static IEnumerable<string> Queries() =>
        JsonNode.Parse(DeployFile.Text(Dashboard))!["panels"]!
            .AsArray()
            .SelectMany(panel => panel!["targets"]?.AsArray() ?? [])
            .Select(target => (string)target!["expr"]!);

    private static IEnumerable<string> MetricsOf(string query) => Metric().Matches(query).Select(found => found.Value);

    /// <summary>The name in docs/operation.md: without unit and suffix.</summary>
    private static string Bare(string metric) => Suffix().Replace(metric, "");

    [GeneratedRegex("^(?<name>[a-z_]+)[{ ]", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex Series();

    [GeneratedRegex("(?<![a-z_])(wr|dotnet|kestrel)_[a-z_]+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Metric();

    [GeneratedRegex("(_seconds_bucket|_bytes|_total)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Suffix();

    [GeneratedRegex(
        @"(by|without) \((?<name>\w+)(, (?<name>\w+))*\)|[{,] ?(?<name>\w+)(=|!=|=~|!~)""",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Label();

    [GeneratedRegex(
        @"^\| (?<metrics>`wr_[^|]*) \| (?<alert>[^|]*) \|",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1_000
    )]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Name();
}
