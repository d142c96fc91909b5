using System.Net;
using System.Text.Json.Nodes;

namespace WebhookReceiver.Tests.Simulator;

/// <summary>Tokens of the Push API (protocol sheet, section 4.1).</summary>
public sealed class TokenTests
{
    private const string Refused = """{"status":401,"message":"Authentication failed"}""";

    [Fact]
    public async Task A_token_is_shown_when_it_is_made_and_never_again()
    {
        await using var simulator = new SimulatorApp();

        var token = await CreateAsync(simulator, "{}");

        Assert.Equal(40, token.Length);
        Assert.Equal(
            $$"""[{"version":"V4","ending":"ture"},{"version":"V4","ending":"{{token[^4..]}}"}]""",
            await simulator.GetAsync("/desk/tokens")
        );
        Assert.StartsWith(
            """{"status":100,""",
            await PushAsync(simulator, "/api/v2/push", token),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Tokens_of_the_two_versions_are_not_interchangeable()
    {
        await using var simulator = new SimulatorApp();
        var v3 = await CreateAsync(simulator, """{"version":"V3"}""");

        Assert.StartsWith(
            """{"status":100,""",
            await PushAsync(simulator, "/app/api/v2/push", v3),
            StringComparison.Ordinal
        );
        Assert.Equal(Refused, await PushAsync(simulator, "/api/v2/push", v3));
        Assert.Equal(Refused, await PushAsync(simulator, "/app/api/v2/push", SimulatorApp.Token));
    }

    [Fact]
    public async Task A_bound_token_is_good_from_its_address_only()
    {
        await using var simulator = new SimulatorApp();
        simulator.UseKestrel();
        var here = await CreateAsync(simulator, """{"boundTo":"127.0.0.1"}""");
        var elsewhere = await CreateAsync(simulator, """{"boundTo":"203.0.113.7"}""");

        Assert.StartsWith(
            """{"status":100,""",
            await PushAsync(simulator, "/api/v2/push", here),
            StringComparison.Ordinal
        );
        Assert.Equal(Refused, await PushAsync(simulator, "/api/v2/push", elsewhere));
    }

    [Fact]
    public async Task A_token_is_not_bound_to_what_is_no_address()
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal(
            (HttpStatusCode.BadRequest, "\"boundTo must be an address like 203.0.113.7, not 'home'.\""),
            await simulator.PostAsync("/desk/tokens", """{"boundTo":"home"}""")
        );
    }

    private static async Task<string> CreateAsync(SimulatorApp simulator, string order)
    {
        var (_, body) = await simulator.PostAsync("/desk/tokens", order);
        return JsonNode.Parse(body)!["token"]!.GetValue<string>();
    }

    private static async Task<string> PushAsync(SimulatorApp simulator, string path, string token) =>
        (
            await simulator.PostAsync(
                path,
                $$"""{"token":"{{token}}","application":"10","data":[{"number":"447700900123","message":"hi"}]}"""
            )
        ).Body;
}
