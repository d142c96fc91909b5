using System.Xml;
using System.Xml.Linq;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.Aiml;

/// <summary>A file of AIML as elements with their lines.</summary>
internal static class AimlDocument
{
    private const int Deepest = 60;

    /// <summary>The root; null with a problem.</summary>
    public static XElement? Read(SourceText source, ImportBook book)
    {
        // Entities could make a small file huge, or read other files.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            CheckDepth(source, settings);
            using var text = new StringReader(source.Text);
            using var reader = XmlReader.Create(text, settings);
            var root = XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace).Root;
            if (root?.Name.LocalName == "aiml")
            {
                return root;
            }

            book.Problems.Error(
                new RulePlace(source.Path, 1, 1),
                $"the file holds <{root?.Name.LocalName}>, not <aiml>.",
                "Name a file of AIML."
            );
        }
        catch (XmlException fault)
        {
            book.Problems.Error(
                new RulePlace(source.Path, Math.Max(1, fault.LineNumber), Math.Max(1, fault.LinePosition)),
                fault.Message.Contains("DTD", StringComparison.Ordinal)
                    ? "a DOCTYPE is not read."
                    : "the file is not valid XML from here on.",
                fault.Message.Contains("DTD", StringComparison.Ordinal)
                    ? "Delete it."
                    : "Look for a tag that is not closed, or an & that should be &amp;, here or above."
            );
        }

        return null;
    }

    public static RulePlace PlaceOf(XElement element, string path) =>
        element is IXmlLineInfo line && line.HasLineInfo()
            ? new RulePlace(path, line.LineNumber, line.LinePosition)
            : new RulePlace(path, 1, 1);

    private static void CheckDepth(SourceText source, XmlReaderSettings settings)
    {
        using var text = new StringReader(source.Text);
        using var reader = XmlReader.Create(text, settings);
        while (reader.Read())
        {
            if (reader.Depth > Deepest && reader is IXmlLineInfo line)
            {
                throw new XmlException("Too deep.", innerException: null, line.LineNumber, line.LinePosition);
            }
        }
    }
}
