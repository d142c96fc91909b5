using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace WebhookReceiver.Tests.Console;

/// <summary>The texts of the console: each in every language, each there, each used.</summary>
public sealed partial class WordsTests
{
    private static readonly string Project = Path.Combine(ArchitectureTests.Root, "src", "WebhookReceiver.WebConsole");
    private static readonly IReadOnlyDictionary<string, string> English = Read("Words.resx");
    private static readonly IReadOnlyDictionary<string, string> Spanish = Read("Words.es.resx");

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_places()
    {
        Assert.Equal(English.Keys, Spanish.Keys);
        Assert.All(English, text => Assert.Equal(Places(text.Value), Places(Spanish[text.Key])));
    }

    [Fact]
    public void Every_text_that_a_page_names_is_there() =>
        Assert.Equal([], Named().Where(name => !English.ContainsKey(name)).Distinct());

    [Fact]
    public void Every_text_is_used()
    {
        var code = string.Concat(Sources().Select(File.ReadAllText));

        Assert.Equal(
            [],
            English.Keys.Where(name =>
                !code.Contains($"\"{name}\"", StringComparison.Ordinal)
                && !code.Contains($"\"{name[..name.LastIndexOf('.')]}\"", StringComparison.Ordinal)
                && !code.Contains(
                    $"\"{name[..name.IndexOf('.', StringComparison.Ordinal)]}\"",
                    StringComparison.Ordinal
                )
            )
        );
    }

    private static IEnumerable<string> Named()
    {
        foreach (var code in Sources().Select(File.ReadAllText))
        {
            foreach (Match mention in Mention().Matches(code))
            {
                yield return mention.Groups["name"].Value;
            }

            foreach (Match count in Count().Matches(code))
            {
                yield return $"{count.Groups["name"].Value}.One";
                yield return $"{count.Groups["name"].Value}.Many";
            }
        }
    }

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Project, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs");

    private static Dictionary<string, string> Read(string file) =>
        XDocument
            .Load(Path.Combine(Project, "Texts", file))
            .Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static string[] Places(string text) =>
        [.. Place().Matches(text).Select(place => place.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex("""\b(T|words)\["(?<name>[A-Za-z.\- ]+)"[\],]""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Mention();

    [GeneratedRegex("""T\.Count\("(?<name>[A-Za-z.]+)",""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Count();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1_000)]
    private static partial Regex Place();
}
