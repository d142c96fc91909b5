using Microsoft.Extensions.Options;

namespace WebhookReceiver.Rules.Models;

/// <summary>
/// How often a model is asked, for all contacts and for each, in a day of universal time. Counted in memory: a restart
/// begins anew.
/// </summary>
internal sealed class ModelLimits(IOptions<ModelsOptions> options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byContact = new(StringComparer.Ordinal);
    private DateOnly _day;
    private int _asked;
    private bool _isTold;

    /// <summary>Takes one question of today's; the limit that forbids it, or <see cref="ModelLimit.None"/>.</summary>
    /// <param name="message">Who asks.</param>
    /// <param name="isFirst">True the first time in a day that the limit for all is reached.</param>
    public ModelLimit Take(IncomingMessage message, out bool isFirst)
    {
        var contact = $"{message.Project}\n{message.Channel}\n{message.Sender}";
        var (all, each) = (options.Value.PerDay, options.Value.PerContact);
        lock (_gate)
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            if (today != _day)
            {
                (_day, _asked, _isTold) = (today, 0, false);
                _byContact.Clear();
            }

            isFirst = false;
            if (all > 0 && _asked >= all)
            {
                isFirst = !_isTold;
                _isTold = true;
                return ModelLimit.Day;
            }

            var own = _byContact.GetValueOrDefault(contact);
            if (each > 0 && own >= each)
            {
                return ModelLimit.Contact;
            }

            _asked++;
            if (each > 0)
            {
                _byContact[contact] = own + 1;
            }

            return ModelLimit.None;
        }
    }
}

/// <summary>The limit of questions that is reached.</summary>
internal enum ModelLimit
{
    None = 0,
    Day = 1,
    Contact = 2,
}
