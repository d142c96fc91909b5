using System.Text;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>The cures in the source code: literals that begin as an order or are a sentence.</summary>
internal static partial class CureTemplates
{
    public static IEnumerable<(string Template, Regex Pattern)> In(string source, IEnumerable<string> chapters) =>
        chapters
            .Select(chapter => Path.Combine(source, chapter))
            .SelectMany(folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Literals(File.ReadAllText(file)))
            .Where(literal => Cure().IsMatch(literal))
            .Distinct(StringComparer.Ordinal)
            .Select(literal => (literal, new Regex(Pattern(literal), RegexOptions.None, TimeSpan.FromSeconds(5))));

    /// <summary>A literal as it stands in the code, its holes as <c>{}</c>.</summary>
    private static IEnumerable<string> Literals(string code)
    {
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] == '/' && i + 1 < code.Length && code[i + 1] == '/')
            {
                var end = code.IndexOf('\n', i);
                i = end < 0 ? code.Length : end;
            }
            else if (code[i] == '\'')
            {
                i = code.IndexOf('\'', code[i + 1] == '\\' ? i + 3 : i + 2);
            }
            else if (code[i] == '"')
            {
                var isInterpolated = i > 0 && code[i - 1] == '$';
                if (code.AsSpan(i).StartsWith("\"\"\""))
                {
                    i = code.IndexOf("\"\"\"", i + 3, StringComparison.Ordinal) + 2;
                    continue;
                }

                i = Read(code, i + 1, isInterpolated, out var literal);
                yield return literal;
            }
        }
    }

    /// <summary>Reads to the closing quote; its index.</summary>
    private static int Read(string code, int start, bool isInterpolated, out string literal)
    {
        var text = new StringBuilder();
        var i = start;
        for (; code[i] != '"'; i++)
        {
            if (code[i] == '\\')
            {
                text.Append(code[++i]);
            }
            else if (isInterpolated && code[i] is '{' or '}' && code[i + 1] == code[i])
            {
                text.Append(code[i++]);
            }
            else if (isInterpolated && code[i] == '{')
            {
                text.Append('\u0001');
                i = EndOfHole(code, i);
            }
            else
            {
                text.Append(code[i]);
            }
        }

        literal = text.ToString();
        return i;
    }

    private static int EndOfHole(string code, int open)
    {
        var depth = 0;
        for (var i = open; ; i++)
        {
            if (code[i] == '"')
            {
                i = Read(code, i + 1, code[i - 1] == '$', out _);
            }
            else if (code[i] == '\'')
            {
                i = code.IndexOf('\'', code[i + 1] == '\\' ? i + 3 : i + 2);
            }
            else if (code[i] == '{')
            {
                depth++;
            }
            else if (code[i] == '}' && --depth == 0)
            {
                return i;
            }
        }
    }

    private static string Pattern(string literal) =>
        Regex.Escape(literal.Trim()).Replace("\u0001", ".*", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?:(?:Write|Add|Take|Keep|Put|Use|Give|Begin|Make|Did you|Known here|They are|Define)\b.* .*|\p{Lu}[^.]* .*\.)$",
        RegexOptions.Singleline,
        1_000
    )]
    private static partial Regex Cure();
}
