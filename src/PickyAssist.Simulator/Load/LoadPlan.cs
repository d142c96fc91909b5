using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PickyAssist.Simulator.Calling;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Load;

/// <summary>What a load run sends, and when: all of it follows from the numbers here, so that a run can be had again.</summary>
internal sealed record LoadPlan
{
    public required Uri Url { get; init; }

    /// <summary>Messages a second, whatever the peer does.</summary>
    public required int Rate { get; init; }

    public required int Seconds { get; init; }

    /// <summary>Share of the messages that are delivered a second time, from 0 to 1.</summary>
    public double Redeliver { get; init; }

    public int Customers { get; init; } = 10_000;

    public ulong Seed { get; init; } = 1;

    /// <summary>Texts that customers write; <c>{n}</c> is the message's number.</summary>
    public IReadOnlyList<string> Texts { get; init; } =
    ["hi", "When do you open?", "a question that nobody knows, {n}"];

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Distinguishes the ids of this run from those of any other.</summary>
    public required string Run { get; init; }

    public int Count => Rate * Seconds;

    /// <summary>When a message is due, from the start.</summary>
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

    /// <summary>From 0 up to but not 1: the same for the same seed, number and purpose (SplitMix64).</summary>
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

/// <summary>Whether and when a message is delivered twice.</summary>
internal enum Redelivery
{
    None,

    /// <summary>While the first delivery is still under way.</summary>
    AtTheSameTime,

    /// <summary>When the first delivery has been answered.</summary>
    Afterwards,
}
