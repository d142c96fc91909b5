namespace PickyAssist.Simulator.Chatting;

/// <summary>One customer on one channel. The customer is a number, or the subscriber's id where the channel knows no numbers.</summary>
internal sealed record ChatKey(string Channel, string Customer);
