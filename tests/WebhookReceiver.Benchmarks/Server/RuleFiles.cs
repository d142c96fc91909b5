using System.Globalization;
using System.Text;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary>Writes a folder of N rules of mixed kinds, the same mix as <see cref="MixedRules"/>.</summary>
internal static class RuleFiles
{
    private const int RulesPerFile = 500;

    /// <param name="folder">The folder; created if missing.</param>
    /// <param name="count">Number of rules.</param>
    /// <param name="edition">Appears in every answer, so that another edition is another rule set.</param>
    public static string Write(string folder, int count, int edition = 0)
    {
        Directory.CreateDirectory(folder);
        for (var first = 0; first < count; first += RulesPerFile)
        {
            var text = new StringBuilder("rules:\n");
            for (var i = first; i < Math.Min(count, first + RulesPerFile); i++)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  - id: topic{i}\n    when: {When(i)}\n    reply: Here is all about topic {i}{(edition == 0 ? "" : $", edition {edition}")}\n"
                );
            }

            File.WriteAllText(Path.Combine(folder, $"{first:000000}.yaml"), text.ToString());
        }

        return folder;
    }

    private static string When(int i) =>
        (i % 10 < 6 ? 0 : 1 + (i % 4)) switch
        {
            1 => $"{{ words: [topic{i}, \"topic{i} info\"] }}",
            2 => $"{{ contains: topic{i} }}",
            3 => $"{{ words: \"tell * about topic{i}\" }}",
            4 => $"{{ matches: \"\\\\btopic{i}\\\\b\" }}",
            _ => $"topic{i}",
        };
}
