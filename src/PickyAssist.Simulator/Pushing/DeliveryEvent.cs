using System.Globalization;
using System.Text.Json.Nodes;

namespace PickyAssist.Simulator.Pushing;

/// <summary>Writes a delivery report for the event webhook, in its newer form (protocol sheet, section 3.2).</summary>
internal static class DeliveryEvent
{
    private const int DeliveryReport = 1;

    public static JsonObject Body(string projectId, Delivery delivery, int status) =>
        new()
        {
            ["project_id"] = projectId,
            ["event_id"] = DeliveryReport,
            ["data"] = new JsonArray((JsonNode)Item(delivery, status)),
        };

    private static JsonObject Item(Delivery delivery, int status)
    {
        var item = new JsonObject
        {
            ["push_id"] = delivery.PushId,
            ["number"] = delivery.To.Customer,
            ["msg_id"] = delivery.MsgId,
            ["status"] = status.ToString(CultureInfo.InvariantCulture),
        };
        AddIfThere(item, "reference_number", delivery.ReferenceNumber);
        AddIfThere(item, "error_message", status == DeliveryStatus.Failed ? delivery.Error : null);
        item["message"] = delivery.Line.Text ?? "";
        AddIfThere(item, "media", delivery.Line.Media?.Url);
        item["message_type"] = delivery.Line.Media?.Kind ?? "text";
        item["channel_id"] = delivery.To.Channel;
        AddIfThere(item, "template_id", delivery.TemplateId);
        return item;
    }

    private static void AddIfThere(JsonObject item, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            item[key] = value;
    }
}
