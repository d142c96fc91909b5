namespace WebhookReceiver.Tests.Commands.Importing.Chatwoot;

public sealed class ChatwootImportTests
{
    [Fact]
    public async Task A_canned_response_answers_the_words_of_its_code()
    {
        using var bot = await ImportedBot.ImportAsync(
            "chatwoot",
            "canned.json",
            """
            [
              { "id": 1, "short_code": "opening-hours", "content": "We are open from 8 to 6, {{ contact.name }}{{agent.name}}." },
              { "id": 2, "short_code": "", "content": "x" }
            ]
            """
        );
        Assert.Equal((0, ""), (bot.Code, bot.Errors));
        Assert.Equal(["We are open from 8 to 6, .", ""], await bot.TalkAsync("your opening hours?", "bicycle"));
        Assert.Contains(
            """
            - canned.json:2: the variable 'agent.name'
            - canned.json:3: a canned response without a short code or a text

            """,
            bot.Report,
            StringComparison.Ordinal
        );
        Assert.Equal("1 rule, 1 test: all good", await bot.CheckAsync());
    }

    [Fact]
    public async Task An_automation_rule_answers_and_the_rest_is_told()
    {
        using var bot = await ImportedBot.ImportAsync(
            "chatwoot",
            "rules.json",
            """
            { "payload": [
              { "name": "Refund", "event_name": "message_created", "active": true,
                "conditions": [
                  { "attribute_key": "message_type", "filter_operator": "equal_to", "values": ["incoming"], "query_operator": "and" },
                  { "attribute_key": "content", "filter_operator": "contains", "values": ["refund"], "query_operator": "or" },
                  { "attribute_key": "content", "filter_operator": "equal_to", "values": ["money back"], "query_operator": null } ],
                "actions": [
                  { "action_name": "send_message", "action_params": ["We look at it."] },
                  { "action_name": "add_label", "action_params": ["refund"] } ] },
              { "name": "Welcome", "event_name": "conversation_created", "conditions": [], "actions": [] },
              { "name": "Old", "event_name": "message_created", "active": false, "conditions": [], "actions": [] },
              { "name": "Spain", "event_name": "message_created",
                "conditions": [ { "attribute_key": "country_code", "filter_operator": "equal_to", "values": ["ES"] } ],
                "actions": [ { "action_name": "send_message", "action_params": ["Hola."] } ] }
            ] }
            """
        );
        Assert.Equal((0, ""), (bot.Code, bot.Errors));
        Assert.Equal(
            ["We look at it.", "We look at it.", ""],
            await bot.TalkAsync("I want a refund", "Money back!", "my money back please")
        );
        Assert.Contains(
            """
            - rules.json:9: the action 'add_label' of 'Refund'
            - rules.json:10: the automation rule 'Welcome': it waits for 'conversation_created', and a rule for a message
            - rules.json:11: the automation rule 'Old': it is not active
            - rules.json:12: the automation rule 'Spain': its conditions look at more than the message
            - rules.json:13: the condition 'country_code equal_to'

            """,
            bot.Report,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Other_JSON_is_told()
    {
        using var bot = await ImportedBot.ImportAsync("chatwoot", "a.json", "{\"bot\": []}");
        Assert.Equal(
            (
                1,
                "a.json:1:1: there are neither canned responses (short_code) nor automation rules (event_name) in it. Save what the API lists under canned_responses or automation_rules.\nNothing was written."
            ),
            (bot.Code, bot.Errors)
        );
    }
}
