using System.Text.Json;
using System.Text.Json.Nodes;

namespace WebhookReceiver.Tests.Deploy;

/// <summary>An answer as the collection shows it: what differs every time is a <c>*</c>, what is long is left out.</summary>
internal static class ExampleAnswer
{
    private const int Longest = 1_500;

    private static readonly string[] Changing =
    [
        "trace",
        "since",
        "due",
        "changed",
        "received",
        "state",
        "detail",
        "attempts",
        "by",
        "pushId",
        "messageId",
        "push_id",
        "msg_id",
        "balance",
        "bytes",
        "version",
        "rules",
        "tests",
        "at",
        "contact",
        "micros",
        "started",
        "uptimeSeconds",
        "runtime",
        "live",
        "sha256",
        "freeBytes",
        "spoolBytes",
        "indexBytes",
        "lastMessage",
        "lastIndexed",
        "handoverUntil",
        "windowUntil",
        "until",
        "created",
        "trial",
        "eTag",
        "base",
        "baseFiles",
        "expires",
        "next",
        "medianMicros",
        "p95Micros",
        "p99Micros",
    ];

    /// <summary>Puts the answer into the item of the collection: as a saved example, and for the script that newman runs.</summary>
    public static JsonObject Add(JsonObject item, int status, string body)
    {
        var shown = Shown((string)item["request"]!["url"]!, body);
        var expected = new JsonObject { ["status"] = status };
        if (shown is not null)
        {
            expected["body"] = shown.DeepClone();
        }

        return new JsonObject
        {
            ["name"] = item["name"]!.DeepClone(),
            ["event"] = new JsonArray(
                new JsonObject
                {
                    ["listen"] = "prerequest",
                    ["script"] = new JsonObject
                    {
                        ["type"] = "text/javascript",
                        ["exec"] = new JsonArray(
                            $"pm.variables.set(\"expected\", JSON.stringify({expected.ToJsonString(Relaxed)}));"
                        ),
                    },
                }
            ),
            ["request"] = item["request"]!.DeepClone(),
            ["response"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = $"{status}",
                    ["code"] = status,
                    ["header"] = new JsonArray(),
                    ["body"] = shown?.ToJsonString(Relaxed) ?? "",
                }
            ),
        };
    }

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Null: only the status counts.</summary>
    private static JsonNode? Shown(string url, string body)
    {
        if (body.Length is 0 or > Longest || !body.StartsWith('{') || url.Contains("/desk/", StringComparison.Ordinal))
        {
            return null;
        }

        var json = JsonNode.Parse(body);
        Hide(json);
        if (url.EndsWith("/api/me", StringComparison.Ordinal))
        {
            json!["name"] = "*"; // whose key it is
        }

        foreach (var line in url.Contains("/api/audit", StringComparison.Ordinal) ? json!["items"]!.AsArray() : [])
        {
            line!["key"] = "*"; // whose key it was
        }

        return json;
    }

    /// <summary>A reference that the server made, not the caller.</summary>
    private static bool IsMade(string name, JsonNode? value) =>
        name == "reference" && ((string?)value)?.StartsWith("ws", StringComparison.Ordinal) is true;

    private static void Hide(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Hide(item);
                }

                break;
            case JsonObject members:
                foreach (var (name, value) in members.ToArray())
                {
                    if (Changing.Contains(name) || (name == "last" && value is JsonValue) || IsMade(name, value))
                    {
                        members[name] = "*";
                    }
                    else
                    {
                        Hide(value);
                    }
                }

                break;
        }
    }
}
