using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PickyAssist.Simulator.Calling;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Pushing;

namespace PickyAssist.Simulator.Desk;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<ReceivedPush>))]
[JsonSerializable(typeof(IReadOnlyList<Misbehaviour>))]
[JsonSerializable(typeof(IReadOnlyList<SentEvent>))]
[JsonSerializable(typeof(IReadOnlyList<TokenInfo>))]
[JsonSerializable(typeof(IReadOnlyList<Channel>))]
[JsonSerializable(typeof(IReadOnlyList<Chat>))]
[JsonSerializable(typeof(Chat))]
[JsonSerializable(typeof(CustomerMessage))]
[JsonSerializable(typeof(WebhookCall))]
[JsonSerializable(typeof(IReadOnlyList<WebhookCall>))]
[JsonSerializable(typeof(TestResult))]
[JsonSerializable(typeof(TokenOrder))]
[JsonSerializable(typeof(DeskSettings))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(Medium))]
[JsonSerializable(typeof(NewToken))]
[JsonSerializable(typeof(Standing))]
[JsonSerializable(typeof(BalanceOrder))]
internal sealed partial class DeskJson : JsonSerializerContext;
