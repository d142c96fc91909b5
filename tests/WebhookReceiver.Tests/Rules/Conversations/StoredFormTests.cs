using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>The open question of a contact, as another version may have stored it.</summary>
public sealed class StoredFormTests
{
    [Theory]
    [InlineData("")]
    [InlineData("visit")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"rule":"visit","ask":"day","tries":0}""")]
    [InlineData("""{"rule":7,"ask":"day","tries":0,"got":[]}""")]
    [InlineData("""{"rule":"visit","ask":"day","tries":0.5,"got":[]}""")]
    [InlineData("""{"rule":"visit","ask":"day","tries":0,"got":["name"]}""")]
    [InlineData("""{"rule":"visit","ask":"day","tries":0,"got":7}""")]
    [InlineData("""{"rule":"gone","ask":"day","tries":0,"got":[]}""")]
    public async Task What_cannot_be_read_is_no_open_question_and_costs_no_answer(string stored)
    {
        var talk = new Talk(
            """
            rules:
              - { id: visit, when: visit, ask: { day: Which day? }, reply: "On {{ day }}." }
              - { id: hours, when: open, reply: Nine to five. }

            """
        );
        var context = new EvaluationContext
        {
            Own = new Dictionary<string, string>(StringComparer.Ordinal) { [SystemVariables.Form] = stored },
        };

        var decision = await talk.RuleSet.DecideAsync(
            Talk.Message("open"),
            context,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(("hours", "Nine to five."), (decision.RuleName, decision.Reply?.Text));
        Assert.Empty(decision.Faults);
    }
}
