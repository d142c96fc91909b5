using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace WebhookReceiver.WebConsole.SignIn;

/// <summary>
/// The sessions, in memory: a restart logs everybody out. One ends after 30 minutes without use, or after 12 hours.
/// </summary>
internal sealed class Sessions(TimeProvider time) : ITicketStore
{
    public const string IdClaim = "session";

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        Sweep();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        (ticket.Principal.Identity as ClaimsIdentity)!.AddClaim(new Claim(IdClaim, id));
        _sessions[id] = new Session(ticket, now, now);
        return Task.FromResult(id);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;

    public Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        Task.FromResult(Touch(key) ? _sessions[key].Ticket : null);

    public Task RemoveAsync(string key)
    {
        _sessions.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    /// <summary>Whether the session still lives.</summary>
    public bool IsAlive(string id) => _sessions.TryGetValue(id, out var session) && IsAlive(session);

    /// <summary>Notes that the session is used; false if it is over.</summary>
    public bool Touch(string id)
    {
        if (!_sessions.TryGetValue(id, out var session) || !IsAlive(session))
        {
            _sessions.TryRemove(id, out _);
            return false;
        }

        session.LastUse = time.GetUtcNow();
        return true;
    }

    private bool IsAlive(Session session)
    {
        var now = time.GetUtcNow();
        return now - session.LastUse < Idle && now - session.Begun < Longest;
    }

    private void Sweep()
    {
        foreach (var (id, session) in _sessions)
        {
            if (!IsAlive(session))
            {
                _sessions.TryRemove(id, out _);
            }
        }
    }

    private sealed class Session(AuthenticationTicket ticket, DateTimeOffset begun, DateTimeOffset lastUse)
    {
        public AuthenticationTicket Ticket { get; } = ticket;

        public DateTimeOffset Begun { get; } = begun;

        public DateTimeOffset LastUse { get; set; } = lastUse;
    }
}
