namespace WebhookReceiver.Management;

/// <summary>The rights of a management key; each role includes the earlier ones.</summary>
internal enum ManagementRole
{
    None = 0,

    /// <summary>Reads: metrics, the state of the rules, explanations.</summary>
    Viewer = 1,

    /// <summary>Sends messages and ends handovers, too.</summary>
    Answerer = 2,

    /// <summary>Lets rules go live, too.</summary>
    Owner = 3,

    /// <summary>Everything.</summary>
    Operator = 4,
}

internal static class ManagementRoles
{
    /// <summary>The words of settings and headers, the lowest role first.</summary>
    public static IReadOnlyList<string> Words { get; } = ["viewer", "answerer", "owner", "operator"];

    /// <summary>
    /// The role of a word. A number is no role, although it would parse as a member of the enumeration.
    /// </summary>
    public static ManagementRole Parse(string? word)
    {
        for (var index = 0; index < Words.Count; index++)
        {
            if (string.Equals(Words[index], word, StringComparison.OrdinalIgnoreCase))
            {
                return (ManagementRole)(index + 1);
            }
        }

        return ManagementRole.None;
    }

    public static string Word(this ManagementRole role) => role == ManagementRole.None ? "none" : Words[(int)role - 1];
}
