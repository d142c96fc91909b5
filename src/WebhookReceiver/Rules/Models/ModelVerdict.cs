namespace WebhookReceiver.Rules.Models;

/// <summary>What the check says of a model's answer.</summary>
internal enum ModelVerdict
{
    /// <summary>It may go out.</summary>
    Used = 0,

    /// <summary>The model says that the passages have no answer.</summary>
    Nothing = 1,

    /// <summary>It cites no passage.</summary>
    Uncited = 2,

    /// <summary>It cites a passage that was not given.</summary>
    NoSuchPassage = 3,

    /// <summary>It holds a link or an address that stands in no cited passage.</summary>
    Link = 4,

    /// <summary>It holds a number, a price or a number word that stands in no cited passage.</summary>
    Number = 5,

    /// <summary>It is longer than the channel's limit.</summary>
    TooLong = 6,

    /// <summary>It holds characters that hide or turn round what is read.</summary>
    Characters = 7,
}

/// <summary>The words for verdicts, in metrics, logs and for people.</summary>
internal static class ModelVerdicts
{
    /// <summary>All verdicts.</summary>
    public static IReadOnlyList<ModelVerdict> All { get; } = Enum.GetValues<ModelVerdict>();

    public static string LabelOf(ModelVerdict verdict) =>
        verdict switch
        {
            ModelVerdict.Used => "used",
            ModelVerdict.Nothing => "nothing",
            ModelVerdict.Uncited => "uncited",
            ModelVerdict.NoSuchPassage => "no_such_passage",
            ModelVerdict.Link => "link",
            ModelVerdict.Number => "number",
            ModelVerdict.TooLong => "too_long",
            _ => "characters",
        };

    public static string SentenceOf(ModelVerdict verdict) =>
        verdict switch
        {
            ModelVerdict.Used => "the model's answer is used",
            ModelVerdict.Nothing => "the model finds no answer in the passages",
            ModelVerdict.Uncited => "the model's answer is refused: it cites no passage",
            ModelVerdict.NoSuchPassage => "the model's answer is refused: it cites a passage that it was not given",
            ModelVerdict.Link => "the model's answer is refused: a link or an address stands in no cited passage",
            ModelVerdict.Number => "the model's answer is refused: a number or a price stands in no cited passage",
            ModelVerdict.TooLong => "the model's answer is refused: it is longer than the channel allows",
            _ => "the model's answer is refused: it has characters that hide what it says",
        };
}
