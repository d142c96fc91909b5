namespace WebhookReceiver.Tests.Rules.Models;

/// <summary>A shop whose fallback asks a model.</summary>
internal static class ModelShop
{
    public const string Otherwise = "Ann will answer you.";

    public const string Rules = """
        texts:
          hours: We are open from 8 to 18.
          parking: Park behind the house for 2.50 €. See https://bakery.example/parking
        tables:
          items:
            - { name: Rye bread, price: 4.50 € }
            - { name: Cake, price: 12.00 € }
        rules:
          - id: hello
            when: hello
            reply: Hello!
          - id: ask
            stage: fallback
            ask-model: { from: [texts, tables, answers.md], otherwise: Ann will answer you. }

        """;

    public const string Page = """
        # Questions

        ## delivery: deliver, delivery

        We deliver **free** on Friday.
        """;

    /// <summary>The shop with the model of this server.</summary>
    public static WebhookApp Open(ModelPeer model) =>
        new WebhookApp(("shop.yaml", Rules), ("answers.md", Page))
            .With("Models:Address", model.Address)
            .With("Models:Model", "small");
}
