using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

/// <summary>Findings of check about menus, questions and languages.</summary>
public sealed class ConversationLinterTests
{
    [Fact]
    public async Task Choices_that_their_label_or_number_does_not_choose_are_told()
    {
        var output = await CheckAsync(
            """
            settings: { stop: stop, languages: [en, de] }
            rules:
              - id: size
                when: size
                cancel: never
                menu:
                  - { Small: S. }
                  - { SMALL: s. }
                  - { label: { en: Stop, de: Halt }, reply: Stopped. }
                  - { Never: No. }
                  - { 1 kg: One. }
                  - { "?": What. }
                  - { "3": Three. }
            """
        );

        Assert.Equal(
            """
            shop.yaml:3:5: warning: rule 'size': the choice “?” is reached by its number alone: written out, it chooses nothing. Give it another label.
            shop.yaml:3:5: warning: rule 'size': the choice “Halt” is not reached by its number: “3” chooses “7. 3”. Give the other another name.
            shop.yaml:3:5: warning: rule 'size': the choice “Never” is reached by its number alone: written out, it is a word of 'cancel'. Give it another label.
            shop.yaml:3:5: warning: rule 'size': the choice “SMALL” is reached by its number alone: written out, it chooses “1. Small”. Give it another label.
            shop.yaml:3:5: warning: rule 'size': the choice “Stop” is not reached by its number: “3” chooses “7. 3”. Give the other another name.
            shop.yaml:3:5: warning: rule 'size': the choice “Stop” is reached by its number alone: written out, it is a word of 'settings.stop'. Give it another label.
            1 rule, 0 tests: 6 warnings
            """,
            output
        );
    }

    [Fact]
    public async Task A_clean_menu_is_left_in_peace() =>
        Assert.Equal(
            "2 rules, 0 tests: all good",
            await CheckAsync(
                """
                rules:
                  - id: size
                    when: size
                    menu: [{ 500 g: a }, { 1 kg: b }, { 2 kg: c }, { Two bags: d }, { Bags: { go: bags } }]
                  - id: bags
                    when: bags
                    ask: { n: How many?, expect: number }
                    reply: "{{ n }}"
                """
            )
        );

    [Fact]
    public async Task Texts_that_lack_a_language_are_told_wherever_they_stand()
    {
        var output = await CheckAsync(
            """
            settings:
              languages: [en, de, ar]
              cancel-reply: { en: Bye., de: Tschüs. }
            texts:
              signature: { de: Ihre, en: Your }
            rules:
              - id: a
                when: [a, طلب]
                ask: { n: { en: "Number?", ar: الرقم؟ } }
                reply: { en: "{{ n }}", de: "{{ n }}", ar: "{{ n }} {{ texts.signature }}" }
                tests:
                  - { say: [a, "1"], reply: "1" }
                  - { say: [طلب, واحد], has: واحد Your }
            """
        );

        Assert.Equal(
            """
            shop.yaml:3:17: warning: a text is missing in ar: people who write so get the one in en. Add 'ar: …'.
            shop.yaml:5:14: warning: the text 'signature' is missing in ar: people who write so get the one in en. Add 'ar: …'.
            shop.yaml:9:15: warning: rule 'a': a question is missing in de: people who write so get the one in en. Add 'de: …'.
            1 rule, 2 tests: 3 warnings
            """,
            output
        );
    }

    [Fact]
    public async Task Coverage_names_questions_choices_and_outcomes_that_no_test_reaches()
    {
        const string Rules = """
            rules:
              - id: visit
                when: visit
                ask:
                  - people: For how many?
                  - day: On which day?
                  - name: What is your name?
                reply: "{{ name }}: {{ people }}, {{ day }}."
                tests:
                  - say: [visit, "4"]
              - id: slot
                when: slot
                menu:
                  - { Morning: At nine. }
                  - { Evening: At six. }
                  - { Visit: { go: visit } }
                tests:
                  - say: [slot, evening]
              - id: order
                when: order <id:digits>
                lookup:
                  get: https://api.example.com/{{ id | url_encode }}
                  missing: None.
                  failed: Later.
                reply: Yes.
                tests:
                  - { say: order 12, given: { lookup: missing } }
            """;

        Assert.Equal(
            """
            shop.yaml:2: no test reaches “question name” of rule 'visit'
            shop.yaml:11: no test reaches “choice 1. Morning” of rule 'slot'
            shop.yaml:11: no test reaches “choice 3. Visit, go: visit” of rule 'slot'
            shop.yaml:19: no test reaches “lookup” of rule 'order'
            shop.yaml:19: no test reaches “failed” of rule 'order'
            tests reach 3 of 3 rules, and leave out 5 of the branches of these
            3 rules, 3 tests: all good
            """,
            await CheckAsync(Rules, "--coverage")
        );
    }

    private static async Task<string> CheckAsync(string rules, params string[] args)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", rules);
        string[] settings = ["--Rules:LookupHosts:0=api.example.com"];
        var (_, output, _) = await Verb.RunAsync(CheckCommand.Create(settings), [folder.Path, .. args]);
        var lines = output.Split('\n').Where(line => !line.Contains(" hears “", StringComparison.Ordinal));
        return string.Join('\n', lines).Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }
}
