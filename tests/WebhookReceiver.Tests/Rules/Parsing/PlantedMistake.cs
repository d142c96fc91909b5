using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>
/// A folder with one mistake, where it must be told, and the folder after its cure. The files in Planted/ hold them:
/// <c>=== name</c>, <c>--- path</c> with the file, <c>??? severity path:line:column part of the cure</c> for each place, and
/// <c>+++ path:from-to</c> with the lines that replace these. Without <c>+++</c> the printed cure is pasted.
/// </summary>
internal sealed partial record PlantedMistake(string Name, string? Severity, string Place, string Cure)
{
    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    public List<(string Target, string Text)> Patches { get; } = [];

    /// <summary>Further places that the same run must tell.</summary>
    public List<(string At, string Cure)> Also { get; } = [];

    public static IEnumerable<PlantedMistake> In(string file)
    {
        PlantedMistake? current = null;
        var section = "";
        var lines = new StringBuilder();
        void Close()
        {
            var text = lines.ToString().TrimEnd('\n');
            text = text.Length == 0 ? "" : text + "\n";
            if (section.StartsWith("---", StringComparison.Ordinal))
            {
                current!.Files.Add(section[4..], text);
            }
            else if (section.StartsWith("+++", StringComparison.Ordinal))
            {
                current!.Patches.Add((section[4..], text));
            }

            section = "";
            lines.Clear();
        }

        var found = new List<PlantedMistake>();
        foreach (var line in File.ReadLines(file))
        {
            var mark = line.Length > 3 ? line[..4] : "";
            if (mark is not ("=== " or "--- " or "??? " or "+++ "))
            {
                lines.Append(line).Append('\n');
                continue;
            }

            Close();
            section = mark is "--- " or "+++ " ? line : "";
            if (mark == "=== ")
            {
                found.Add(current = new PlantedMistake(line[4..], Severity: null, "", ""));
            }
            else if (mark == "??? ")
            {
                var parts = line.Split(' ', 4);
                if (current!.Severity is not null)
                {
                    current.Also.Add(($"{parts[2]}: {parts[1]}:", parts.ElementAtOrDefault(3) ?? ""));
                    continue;
                }

                var told = current! with
                {
                    Severity = parts[1],
                    Place = parts[2],
                    Cure = parts.ElementAtOrDefault(3) ?? "",
                };
                found[^1] = current = told;
            }
        }

        Close();
        return found;
    }

    /// <summary>The bytes of a file: <c>{U+00A0}</c> is a character, <c>{byte E9}</c> a byte.</summary>
    public static byte[] Bytes(string text) =>
        [
            .. Special()
                .Split(text)
                .SelectMany(part =>
                    part.StartsWith("{U+", StringComparison.Ordinal)
                        ? Encoding.UTF8.GetBytes(((char)Hex(part[3..^1])).ToString())
                    : part.StartsWith("{byte ", StringComparison.Ordinal) ? [(byte)Hex(part[6..^1])]
                    : Encoding.UTF8.GetBytes(part)
                ),
        ];

    /// <summary>The files after the cure: patched as the sample says, or with the printed cure pasted.</summary>
    public Dictionary<string, string> Cured(string printed)
    {
        var cured = new Dictionary<string, string>(Files, StringComparer.Ordinal);
        if (Patches.Count == 0)
        {
            var (path, line, column) = Placed(Place);
            cured[path] = CurePaste.Into(cured[path], line, column, printed);
        }

        foreach (
            var (target, text) in Patches.OrderByDescending(patch =>
                Range().Match(patch.Target).Groups[2].Value.PadLeft(4)
            )
        )
        {
            var range = Range().Match(target);
            if (target[0] == '-')
            {
                cured.Remove(target[1..]);
            }
            else if (!range.Success)
            {
                cured[target] = text;
            }
            else
            {
                var lines = cured[range.Groups[1].Value].Split('\n').ToList();
                var from = Number(range.Groups[2].Value);
                var to = range.Groups[3].Success ? Number(range.Groups[3].Value) : from;
                lines.RemoveRange(from - 1, to - from + 1);
                lines.InsertRange(from - 1, text.TrimEnd('\n').Split('\n').Where(_ => text.Length > 0));
                cured[range.Groups[1].Value] = string.Join('\n', lines);
            }
        }

        return cured;
    }

    private static (string Path, int Line, int Column) Placed(string place)
    {
        var parts = place.Split(':');
        return (parts[0], Number(parts[1]), Number(parts[2]));
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<special>\{U\+[0-9A-F]{4}\}|\{byte [0-9A-F]{2}\})", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Special();

    [GeneratedRegex(@"^(?<path>.+?):(?<from>\d+)(?:-(?<to>\d+))?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Range();
}
