using System.Security.Cryptography;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Management.Trials;

/// <summary>One trial conversation: a contact that exists nowhere else.</summary>
internal sealed class Trial(string id, string sender)
{
    public string Id => id;

    public string Sender => sender;

    public TestContact Contact { get; } = new();

    public string Channel { get; set; } = Conversation.Channel;

    public string? Name { get; set; }

    public int Said { get; set; }

    public DateTimeOffset UsedAt { get; set; }
}

/// <summary>The trials in memory: at most fifty, each for half an hour after its last step.</summary>
internal sealed class TrialStore(TimeProvider time)
{
    private const int Most = 50;
    private const int IdLength = 20;

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Trial> _trials = new(StringComparer.Ordinal);

    public Trial Begin(string sender)
    {
        lock (_gate)
        {
            Tidy();
            if (_trials.Count >= Most)
            {
                _trials.Remove(_trials.Values.MinBy(trial => trial.UsedAt)!.Id);
            }

            var trial = new Trial("t_" + RandomNumberGenerator.GetHexString(IdLength, lowercase: true), sender)
            {
                UsedAt = time.GetUtcNow(),
            };
            _trials.Add(trial.Id, trial);
            return trial;
        }
    }

    /// <summary>Null if there is none any more.</summary>
    public Trial? Find(string id)
    {
        lock (_gate)
        {
            Tidy();
            if (_trials.TryGetValue(id, out var trial))
            {
                trial.UsedAt = time.GetUtcNow();
            }

            return trial;
        }
    }

    private void Tidy()
    {
        var oldest = time.GetUtcNow() - Lasts;
        foreach (var old in _trials.Values.Where(trial => trial.UsedAt < oldest).ToArray())
        {
            _trials.Remove(old.Id);
        }
    }
}
