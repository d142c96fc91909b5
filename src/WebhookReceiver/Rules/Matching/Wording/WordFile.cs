using System.Collections.Frozen;

namespace WebhookReceiver.Rules.Matching.Wording;

/// <summary>A file of words inside this program: sections such as <c>[de]</c>, and lines below each.</summary>
internal static class WordFile
{
    /// <summary>The lines of every section, without comments.</summary>
    public static FrozenDictionary<string, string[]> Read(string file)
    {
        using var stream = typeof(WordFile).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string> lines = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                sections[line.Trim('[', ']')] = lines = [];
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                lines.Add(line);
            }
        }

        return sections.ToFrozenDictionary(
            section => section.Key,
            section => section.Value.ToArray(),
            StringComparer.Ordinal
        );
    }
}
