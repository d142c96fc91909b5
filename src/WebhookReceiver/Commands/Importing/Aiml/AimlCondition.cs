using System.Xml.Linq;
using WebhookReceiver.Commands.Importing.Talk;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands.Importing.Aiml;

/// <summary>The three forms of <c>&lt;condition&gt;</c>: one value, values of one variable, and any tests.</summary>
internal static class AimlCondition
{
    public static Say Read(XElement tag, AimlTemplate template, RulePlace place, ImportBook book)
    {
        var name = AimlTemplate.NameOf(tag);
        book.Took("conditions");
        if (name is not null && AimlTemplate.Value(tag, "value") is { } only)
        {
            return new SayIf([BranchOf(name, only, template.Read(tag))], new SayText(""), place);
        }

        var branches = new List<SayBranch>();
        Say otherwise = new SayText("");
        foreach (var item in AimlTemplate.Items(tag))
        {
            var tested = AimlTemplate.NameOf(item) ?? name;
            if (item.Elements().Any(one => one.Name.LocalName == "loop"))
            {
                book.NotTaken(place, "a condition that loops");
            }
            else if (AimlTemplate.Value(item, "value") is not { } value)
            {
                otherwise = template.Read(item);
            }
            else if (tested is not null)
            {
                branches.Add(BranchOf(tested, value, template.Read(item)));
            }
        }

        return branches.Count == 0 ? otherwise : new SayIf(branches, otherwise, place);
    }

    private static SayBranch BranchOf(string name, string value, Say answer) =>
        new(
            value switch
            {
                "*" => new ContactTest(name, ContactOperator.Known, []),
                "unknown" or "" => new ContactTest(name, ContactOperator.Unknown, []),
                _ => new ContactTest(name, ContactOperator.Is, [value]),
            },
            Number: null,
            answer
        );
}
