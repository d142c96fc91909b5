using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PickyAssist.Simulator.Calling;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Load;

/// <summary>
/// The messages of a load run and their times. They depend only on these numbers, so that a run is repeatable.
/// </summary>
internal sealed record LoadPlan
{
    public required Uri Url { get; init; }

    /// <summary>Messages per second, independent of the peer.</summary>
    public required int Rate { get; init; }

    public required int Seconds { get; init; }

    /// <summary>Share of the messages with a second delivery, from 0 to 1.</summary>
    public double Redeliver { get; init; }

    public int Customers { get; init; } = 10_000;

    public ulong Seed { get; init; } = 1;

    /// <summary>Customers' texts; <c>{n}</c> is the message's number.</summary>
    public IReadOnlyList<string> Texts { get; init; } =
    ["hi", "When do you open?", "a question that nobody knows, {n}"];

    /// <summary>Time limit of an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Distinguishes the ids of this run from all others.</summary>
    public required string Run { get; init; }

    public int Count => Rate * Seconds;

    /// <summary>Due time of a message, from the start.</summary>
    public TimeSpan DueOf(int number) => TimeSpan.FromSeconds((double)number / Rate);

    public byte[] BodyOf(int number)
    {
        var text = Texts[(int)(Chance(number, 1) * Texts.Count)]
            .Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return WireJson.Bytes(
            new JsonObject
            {
                ["number"] = (447_700_900_000 + (long)(Chance(number, 2) * Customers)).ToString(
                    CultureInfo.InvariantCulture
                ),
                ["message-in"] = MessageIn.Encode(text),
                ["message_in_raw"] = text,
                ["type"] = 1,
                ["application"] = "8",
                ["unique-id"] = string.Create(CultureInfo.InvariantCulture, $"{Run}-{number}"),
                ["project-id"] = "10777",
                ["direction"] = 0,
                ["name"] = "Ann",
            }
        );
    }

    public Redelivery RedeliveryOf(int number)
    {
        if (Chance(number, 3) >= Redeliver)
            return Redelivery.None;

        return Chance(number, 4) < 0.5 ? Redelivery.AtTheSameTime : Redelivery.Afterwards;
    }

    /// <summary>A number from 0 up to 1, exclusive; constant for seed, number and purpose (SplitMix64).</summary>
    private double Chance(int number, ulong purpose)
    {
        var mixed =
            (Seed * 0x9E37_79B9_7F4A_7C15)
            + ((ulong)number * 0xD1B5_4A32_D192_ED03)
            + (purpose * 0x8CB9_2BA7_2F3D_8DD7);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        mixed ^= mixed >> 31;
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }
}

/// <summary>Whether and when a message has a second delivery.</summary>
internal enum Redelivery
{
    None,

    /// <summary>During the first delivery.</summary>
    AtTheSameTime,

    /// <summary>After the answer to the first delivery.</summary>
    Afterwards,
}
