namespace WebhookReceiver.Api;

/// <summary>Whose key a caller has: <c>GET /api/me</c>.</summary>
/// <param name="Name">Name of the key; <c>local</c> if no key is needed.</param>
/// <param name="Role">The caller's role here: viewer, answerer, owner or operator.</param>
/// <param name="User">The person for whom the caller acts; <see langword="null"/> if it names none.</param>
public sealed record Caller(string Name, string Role, string? User = null);

/// <summary>The body of a refusal.</summary>
/// <param name="Error">A word for programs, such as <c>not-found</c>.</param>
/// <param name="Message">A sentence for a person; <see langword="null"/> if the word says it all.</param>
public sealed record ErrorAnswer(string Error, string? Message = null);

/// <summary>A part of a list, and where it goes on.</summary>
/// <typeparam name="T">The kind of its items.</typeparam>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="Next">The value of <c>after</c> for the next part; <see langword="null"/> at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null);
