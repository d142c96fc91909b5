using PickyAssist.Simulator.Chatting;

namespace PickyAssist.Simulator.Pushing;

/// <summary>A message on its way to a customer.</summary>
internal sealed record Delivery
{
    public required string PushId { get; init; }

    public required string MsgId { get; init; }

    public required ChatKey To { get; init; }

    public required ChatLine Line { get; init; }

    public string? ReferenceNumber { get; init; }

    public string? TemplateId { get; init; }

    /// <summary>The reason why the channel will refuse it.</summary>
    public string? Error { get; init; }

    public int Status { get; init; }

    public PushedMessage AsPushed() => new(MsgId, To.Channel, To.Customer, Line.Text, Line.Media?.Url, ReferenceNumber);
}

/// <summary>Codes of a delivery event (protocol sheet, section 3.1).</summary>
internal static class DeliveryStatus
{
    public const int Unknown = 0;
    public const int Delivered = 1;
    public const int Failed = 2;
    public const int Read = 3;
    public const int Submitted = 4;

    public static string Word(int status) =>
        status switch
        {
            Delivered => "delivered",
            Failed => "failed",
            Read => "read",
            Submitted => "submitted",
            _ => "accepted",
        };
}

/// <summary>All accepted messages, for reports.</summary>
internal sealed class Deliveries
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Delivery> _byId = new(StringComparer.Ordinal);

    public void Add(Delivery delivery)
    {
        lock (_lock)
        {
            _byId[delivery.MsgId] = delivery;
        }
    }

    public void Mark(string msgId, int status)
    {
        lock (_lock)
        {
            _byId[msgId] = _byId[msgId] with { Status = status };
        }
    }

    public IReadOnlyList<Delivery> OfPush(string pushId)
    {
        lock (_lock)
        {
            return [.. _byId.Values.Where(delivery => delivery.PushId == pushId)];
        }
    }
}
