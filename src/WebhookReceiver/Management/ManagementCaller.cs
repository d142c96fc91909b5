namespace WebhookReceiver.Management;

/// <summary>Who calls the management port, and what he may.</summary>
/// <param name="Name">Name of the key; <c>local</c> where none is needed.</param>
/// <param name="Acting">The person for whom the caller says he acts; null if he says none.</param>
/// <param name="Role">The lower of the key's role and the one the caller says he acts in. It decides on rights and on masking.</param>
internal sealed record ManagementCaller(string Name, string? Acting, ManagementRole Role)
{
    private const int LongestName = 64;

    private const string UserHeader = "X-Acting-User";
    private const string RoleHeader = "X-Acting-Role";

    /// <summary>The holder of a key with what his headers say. A role nobody can read gives no right at all.</summary>
    /// <param name="isBelieved">Whether the caller showed a key; without one, only a lower role is taken from the headers.</param>
    public static ManagementCaller Of(string name, ManagementRole role, IHeaderDictionary headers, bool isBelieved)
    {
        var acting = headers[RoleHeader] switch
        {
            [] => role,
            [var word] => ManagementRoles.Parse(word),
            _ => ManagementRole.None,
        };
        return new ManagementCaller(
            name,
            isBelieved && headers[UserHeader] is [{ Length: > 0 } user] ? Shown(user) : null,
            acting < role ? acting : role
        );
    }

    /// <summary>A name for the audit: one line, not endless.</summary>
    private static string Shown(string user)
    {
        var name = user.Length > LongestName ? user[..LongestName] : user;
        return string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
