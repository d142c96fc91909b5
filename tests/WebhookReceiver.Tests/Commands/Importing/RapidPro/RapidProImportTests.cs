namespace WebhookReceiver.Tests.Commands.Importing.RapidPro;

public sealed class RapidProImportTests
{
    private const string Clinic = """
        {
          "version": "13", "site": "https://flows.example.com",
          "campaigns": [ { "name": "c" } ],
          "flows": [
            { "uuid": "f1", "name": "Visit", "language": "eng", "localization": { "spa": {} }, "nodes": [
              { "uuid": "a", "actions": [ { "type": "send_msg", "text": "Hello @contact.first_name." }, { "type": "send_msg", "text": "For how many?" } ],
                "exits": [ { "uuid": "ea", "destination_uuid": "b" } ] },
              { "uuid": "b", "actions": [],
                "router": { "type": "switch", "operand": "@input.text", "wait": { "type": "msg" }, "result_name": "People",
                  "cases": [ { "type": "has_number_between", "arguments": ["1", "12"], "category_uuid": "c1" } ],
                  "categories": [ { "uuid": "c1", "name": "Has Number", "exit_uuid": "eb1" }, { "uuid": "c2", "name": "Other", "exit_uuid": "eb2" } ],
                  "default_category_uuid": "c2" },
                "exits": [ { "uuid": "eb1", "destination_uuid": "d" }, { "uuid": "eb2", "destination_uuid": "c" } ] },
              { "uuid": "c", "actions": [ { "type": "send_msg", "text": "We have room for 1 to 12." } ], "exits": [ { "uuid": "ec", "destination_uuid": "b" } ] },
              { "uuid": "d", "actions": [ { "type": "send_msg", "text": "Inside or outside?" }, { "type": "add_contact_groups" } ], "exits": [ { "uuid": "ed", "destination_uuid": "e" } ] },
              { "uuid": "e", "actions": [],
                "router": { "type": "switch", "operand": "@input.text", "wait": { "type": "msg" }, "result_name": "Place",
                  "cases": [ { "type": "has_any_word", "arguments": ["inside"], "category_uuid": "c3" }, { "type": "has_any_word", "arguments": ["outside garden"], "category_uuid": "c4" } ],
                  "categories": [ { "uuid": "c3", "name": "Inside", "exit_uuid": "ee1" }, { "uuid": "c4", "name": "Outside", "exit_uuid": "ee2" }, { "uuid": "c5", "name": "Other", "exit_uuid": "ee3" } ],
                  "default_category_uuid": "c5" },
                "exits": [ { "uuid": "ee1", "destination_uuid": "g" }, { "uuid": "ee2", "destination_uuid": "h" }, { "uuid": "ee3" } ] },
              { "uuid": "g", "actions": [ { "type": "set_contact_field", "field": { "key": "seat" }, "value": "@results.place" }, { "type": "send_msg", "text": "@results.people inside." } ], "exits": [ { "uuid": "eg" } ] },
              { "uuid": "h", "actions": [ { "type": "send_msg", "text": "@results.people outside." } ], "exits": [ { "uuid": "eh" } ] }
            ] },
            { "uuid": "f2", "name": "Help", "nodes": [ { "uuid": "x", "actions": [ { "type": "send_msg", "text": "Write VISIT. Mail a@@b.example" } ], "exits": [ { "uuid": "ex" } ] } ] },
            { "uuid": "f3", "name": "Lost", "nodes": [] }
          ],
          "triggers": [
            { "trigger_type": "K", "keywords": ["visit", "book"], "match_type": "F", "flow": { "uuid": "f1", "name": "Visit" } },
            { "trigger_type": "K", "keyword": "help", "match_type": "O", "flow": { "uuid": "f2", "name": "Help" } },
            { "trigger_type": "C", "flow": { "uuid": "f2", "name": "Help" } },
            { "trigger_type": "M", "flow": { "uuid": "f2", "name": "Help" } }
          ]
        }
        """;

    [Fact]
    public async Task A_flow_becomes_a_form()
    {
        using var bot = await ImportedBot.ImportAsync("rapidpro", "clinic.json", Clinic);
        Assert.Equal((0, ""), (bot.Code, bot.Errors));
        Assert.Equal(
            [
                "Hello .\n\nFor how many?",
                "We have room for 1 to 12.\n\nHello .\n\nFor how many?",
                "Inside or outside?\n\n1. Inside\n2. Outside",
                "4 outside.",
                "Write VISIT. Mail a@b.example",
                "Write VISIT. Mail a@b.example",
            ],
            await bot.TalkAsync("Visit please", "40", "4", "outside", "help", "bicycle")
        );
        await bot.CheckAsync();
    }

    [Fact]
    public async Task The_report_names_what_has_no_place()
    {
        using var bot = await ImportedBot.ImportAsync("rapidpro", "clinic.json", Clinic);
        Assert.Contains(
            """
            - clinic.json:3: 'campaigns' has no place in rules
            - clinic.json:5: the translations of 'Visit': spa
            - clinic.json:15: the action 'add_contact_groups'
            - clinic.json:22: the field 'seat', which only this way sets
            - clinic.json:26: the flow 'Lost' has no trigger
            - clinic.json:32: a trigger of the type 'M'

            """,
            bot.Report,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_flow_that_goes_round_is_told()
    {
        using var bot = await ImportedBot.ImportAsync(
            "rapidpro",
            "a.json",
            """
            { "flows": [ { "uuid": "f", "name": "Round", "nodes": [
              { "uuid": "a", "actions": [ { "type": "send_msg", "text": "One." } ], "exits": [ { "uuid": "1", "destination_uuid": "b" } ] },
              { "uuid": "b", "actions": [ { "type": "send_msg", "text": "Two." } ], "exits": [ { "uuid": "2", "destination_uuid": "a" } ] } ] } ],
              "triggers": [ { "trigger_type": "K", "keyword": "go", "match_type": "O", "flow": { "uuid": "f" } } ] }
            """
        );
        Assert.Equal(["One.\n\nTwo."], await bot.TalkAsync("go"));
        Assert.Contains(
            "- a.json:2: the flow goes back to here; the rule ends instead",
            bot.Report,
            StringComparison.Ordinal
        );
    }
}
