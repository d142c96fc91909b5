using System.Text.Json.Nodes;

namespace WebhookReceiver.Tests.Management;

/// <summary>An editor's data about a problem: beginning, end, kind and replacement.</summary>
public sealed class ProblemPlaceTests
{
    [Theory]
    [InlineData("a.yaml", "rules:\n  - id: hours\n    wehn: open\n    reply: Hi!\n", "3:5-3:9 unknown-key when")]
    [InlineData("a.yaml", "rules:\n  - id: hours\n    \"wehn\": open\n    reply: Hi!\n", "3:5-3:11 unknown-key when")]
    [InlineData("a.yaml", "rules:\n  - { wehn: open, reply: Hi! }\n", "2:7-2:11 unknown-key when")]
    [InlineData("a.yaml", "rules:\r\n  - when: open\r\n    repyl: Hi!\r\n", "3:5-3:10 unknown-key reply")]
    [InlineData("a.yaml", "rules:\n  - when: open\n    colour: red\n    reply: Hi!\n", "3:5-3:11 unknown-key ")]
    [InlineData(
        "a.yaml",
        "rules:\n  - when: open\n    reply: Hi {{ nmae }}, welcome!\n",
        "3:18-3:22 unknown-variable name"
    )]
    [InlineData(
        "a.yaml",
        "rules:\n  - when: open\n    reply: |\n      Hi,\n      dear {{ nmae }}!\n",
        "5:15-5:19 unknown-variable name"
    )]
    [InlineData("a.yaml", "rules:\n  - when: open\n    channel: [telegrm]\n    reply: Hi!\n", null)]
    [InlineData("a.json", "{\"rules\":[{\"wehn\":\"open\",\"reply\":\"Hi!\"}]}", "1:12-1:18 unknown-key when")]
    [InlineData("a.csv", "when,reply,stgae\nopen,Hi!,main\n", "1:12-1:17 csv-file-of-rules-has-no-column stage")]
    [InlineData("a.yaml", "rules: [\n", null)]
    public async Task A_problem_has_an_end_a_code_and_a_fix_where_one_is_sure(
        string path,
        string content,
        string? expected
    )
    {
        await using var app = new WebhookApp((path, content));
        var status = JsonNode.Parse(
            await app.Management.GetStringAsync("/api/rules", TestContext.Current.CancellationToken)
        )!;
        var problem = status["problems"]!.AsArray().First(problem => problem!["line"] is not null)!;

        Assert.Matches("^[a-z]+(-[a-z]+)*$", (string)problem["code"]!);
        Assert.True(
            ((int)problem["endLine"]!, (int)problem["endColumn"]!).CompareTo(
                ((int)problem["line"]!, (int)problem["column"]!)
            ) >= 0
        );
        if (expected is not null)
        {
            Assert.Equal(
                expected,
                $"{problem["line"]}:{problem["column"]}-{problem["endLine"]}:{problem["endColumn"]} {problem["code"]} {problem["fix"]}"
            );
        }
    }
}
