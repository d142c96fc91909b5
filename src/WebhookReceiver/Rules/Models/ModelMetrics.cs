using System.Diagnostics.Metrics;

namespace WebhookReceiver.Rules.Models;

/// <summary>Counts of questions to a model.</summary>
internal sealed class ModelMetrics
{
    /// <summary>How questions end.</summary>
    private static readonly string[] Outcomes =
    [
        "answered",
        "late",
        "status",
        "connection",
        "garbage",
        "too_much",
        "limit_day",
        "limit_contact",
    ];

    private readonly Counter<long> _asked;
    private readonly Counter<long> _judged;
    private readonly Counter<long> _tokens;
    private readonly Counter<double> _took;

    public ModelMetrics(IMeterFactory meters)
    {
#pragma warning disable CA2000 // the factory owns its meters
        var meter = meters.Create("WebhookReceiver");
#pragma warning restore CA2000
        _asked = meter.CreateCounter<long>("wr.model.asked", description: "Questions to a model, by outcome");
        _judged = meter.CreateCounter<long>(
            "wr.model.answers",
            description: "Answers of a model, by the verdict of the check"
        );
        _tokens = meter.CreateCounter<long>(
            "wr.model.tokens",
            description: "Tokens that a model counted, by direction"
        );
        _took = meter.CreateCounter<double>(
            "wr.model.time",
            unit: "s",
            description: "Time of all questions to a model, until it answered, failed or was late"
        );
    }

    /// <summary>Every count exists from the start.</summary>
    public void StartAtZero()
    {
        foreach (var outcome in Outcomes)
        {
            _asked.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
        }

        _took.Add(0);
        foreach (var verdict in ModelVerdicts.All)
        {
            _judged.Add(0, new KeyValuePair<string, object?>("verdict", ModelVerdicts.LabelOf(verdict)));
        }

        foreach (var direction in (string[])["asked", "answered"])
        {
            _tokens.Add(0, new KeyValuePair<string, object?>("direction", direction));
        }
    }

    public void Asked(string outcome, TimeSpan took)
    {
        _took.Add(took.TotalSeconds);
        _asked.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public void Limited(ModelLimit limit) =>
        _asked.Add(
            1,
            new KeyValuePair<string, object?>("outcome", limit == ModelLimit.Day ? "limit_day" : "limit_contact")
        );

    public void Judged(ModelVerdict verdict) =>
        _judged.Add(1, new KeyValuePair<string, object?>("verdict", ModelVerdicts.LabelOf(verdict)));

    public void Tokens(ModelReply reply)
    {
        _tokens.Add(reply.Asked, new KeyValuePair<string, object?>("direction", "asked"));
        _tokens.Add(reply.Answered, new KeyValuePair<string, object?>("direction", "answered"));
    }
}
