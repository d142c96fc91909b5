namespace WebhookReceiver.WebConsole.SignIn;

/// <summary>What a person may do; each role includes the earlier ones.</summary>
internal static class Roles
{
    public const string Viewer = "viewer";
    public const string Answerer = "answerer";
    public const string Owner = "owner";
    public const string Operator = "operator";

    public static IReadOnlyList<string> Words { get; } = [Viewer, Answerer, Owner, Operator];

    /// <summary>The role of a word in any letter case; null if there is none.</summary>
    public static string? Parse(string? word) =>
        Words.FirstOrDefault(role => string.Equals(role, word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a role includes another.</summary>
    public static bool Includes(string? role, string least) => RankOf(role) >= RankOf(least);

    private static int RankOf(string? role)
    {
        for (var rank = 0; rank < Words.Count; rank++)
        {
            if (Words[rank] == role)
            {
                return rank;
            }
        }

        return -1;
    }
}
