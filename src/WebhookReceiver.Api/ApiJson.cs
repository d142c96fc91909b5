using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebhookReceiver.Api;

/// <summary>The JSON of the API: camelCase, members that say nothing are left out.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(Caller))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(ServerHealth))]
[JsonSerializable(typeof(Page<Setting>))]
[JsonSerializable(typeof(AuditedAct))]
[JsonSerializable(typeof(Page<AuditedAct>))]
[JsonSerializable(typeof(RuleFiles))]
[JsonSerializable(typeof(Page<RuleUse>))]
[JsonSerializable(typeof(Page<Conversation>))]
[JsonSerializable(typeof(ConversationLines))]
[JsonSerializable(typeof(ContactNumber))]
[JsonSerializable(typeof(JournalMessage))]
[JsonSerializable(typeof(ExplainedAnswer))]
[JsonSerializable(typeof(ExplainQuestion))]
[JsonSerializable(typeof(TrialStep))]
[JsonSerializable(typeof(TrialAnswer))]
[JsonSerializable(typeof(RuleCheck))]
[JsonSerializable(typeof(RuleCheckResult))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(Page<Draft>))]
[JsonSerializable(typeof(DraftContent))]
[JsonSerializable(typeof(Publication))]
[JsonSerializable(typeof(Published))]
[JsonSerializable(typeof(PublicationRefused))]
[JsonSerializable(typeof(RuleVersion))]
[JsonSerializable(typeof(Page<RuleVersion>))]
[JsonSerializable(typeof(RuleVersionFiles))]
[JsonSerializable(typeof(RuleTexts))]
[JsonSerializable(typeof(TextChanges))]
[JsonSerializable(typeof(NewRuleTest))]
[JsonSerializable(typeof(RuleWords))]
[JsonSerializable(typeof(HandoverRequest))]
[JsonSerializable(typeof(Handover))]
[JsonSerializable(typeof(WrittenMessage))]
[JsonSerializable(typeof(WrittenReceipt))]
[JsonSerializable(typeof(ForgetOrder))]
[JsonSerializable(typeof(Forgotten))]
[JsonSerializable(typeof(Page<OutboxMessage>))]
[JsonSerializable(typeof(OutboxMessageState))]
[JsonSerializable(typeof(Settlement))]
[JsonSerializable(typeof(ForgottenValue))]
[JsonSerializable(typeof(HoldState))]
[JsonSerializable(typeof(Numbers))]
[JsonSerializable(typeof(FeedEvent))]
[JsonSerializable(typeof(Topics))]
[JsonSerializable(typeof(TopicQuestion))]
[JsonSerializable(typeof(TopicProposal))]
[JsonSerializable(typeof(TopicDismissal))]
[JsonSerializable(typeof(TopicAnswer))]
[JsonSerializable(typeof(Page<TopicMessage>))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The same for a server: a member that nobody reads is an error.</summary>
    public static ApiJson Strict => StrictJson.Instance;

    /// <summary>Made at its first use, so after the options that it copies.</summary>
    private static class StrictJson
    {
        public static readonly ApiJson Instance = new(
            new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
            {
                UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
                AllowDuplicateProperties = false,
            }
        );
    }
}
