namespace WebhookReceiver.Management;

/// <summary>A caller of the management port, with its rights.</summary>
/// <param name="Name">Name of the key; <c>local</c> if no key is needed.</param>
/// <param name="Acting">The person for whom the caller acts, by its own word; null if it names none.</param>
/// <param name="Role">The lower of the key's role and the requested role. It decides on rights and on masking.</param>
internal sealed record ManagementCaller(string Name, string? Acting, ManagementRole Role)
{
    private const int LongestName = 64;

    private const string UserHeader = "X-Acting-User";
    private const string RoleHeader = "X-Acting-Role";

    /// <summary>The caller of a key with its headers. An unknown role gives no right at all.</summary>
    /// <param name="isBelieved">
    /// Whether the caller sent a key; without one, the headers can only lower the role.
    /// </param>
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

    /// <summary>The name for the audit: one line of limited length.</summary>
    private static string Shown(string user)
    {
        var name = user.Length > LongestName ? user[..LongestName] : user;
        return string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
