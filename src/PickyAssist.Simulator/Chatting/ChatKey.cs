namespace PickyAssist.Simulator.Chatting;

/// <summary>
/// One customer on one channel. The customer is a number, or a subscriber's id on channels without numbers.
/// </summary>
internal sealed record ChatKey(string Channel, string Customer);
