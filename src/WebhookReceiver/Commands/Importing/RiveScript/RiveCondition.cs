using System.Text.RegularExpressions;
using WebhookReceiver.Commands.Importing.Talk;

namespace WebhookReceiver.Commands.Importing.RiveScript;

/// <summary>A line <c>* &lt;get age&gt; &gt;= 18 =&gt; You may.</c></summary>
internal static partial class RiveCondition
{
    /// <summary>The branch; null with a note if it compares something else.</summary>
    public static SayBranch? Read(RiveCommand command, RiveDefinitions definitions, bool isBegin, ImportBook book)
    {
        if (Line().Match(command.Text) is not { Success: true } line)
        {
            book.NotTaken(command.Place, $"the condition '{command.Text}'");
            return null;
        }

        var answer = new RiveReply(definitions, book, command.Place) { IsBegin = isBegin }.Read(
            line.Groups["answer"].Value.Trim()
        );
        var (name, value) = (line.Groups["name"].Value.Trim(), line.Groups["value"].Value.Trim());
        book.Took("conditions");
        return line.Groups["sign"].Value switch
        {
            "==" or "eq" => new SayBranch(Equal(name, value), Number: null, answer),
            "!=" or "<>" or "ne" => new SayBranch(Unequal(name, value), Number: null, answer),
            var sign => new SayBranch(Test: null, new NumberTest(name, sign, value), answer),
        };
    }

    private static ContactTest Equal(string name, string value) =>
        value == "undefined"
            ? new ContactTest(name, ContactOperator.Unknown, [])
            : new ContactTest(name, ContactOperator.Is, [value]);

    private static ContactTest Unequal(string name, string value) =>
        value == "undefined"
            ? new ContactTest(name, ContactOperator.Known, [])
            : new ContactTest(name, ContactOperator.IsNot, [value]);

    [GeneratedRegex(
        @"^<get (?<name>[^<>]+)>\s*(?:(?<sign>==|!=|<>|eq|ne)\s*(?<value>[^<>]*?)|(?<sign><=|>=|<|>)\s*(?<value>-?\d+(?:\.\d+)?))\s*=>(?<answer>.*)$",
        RegexOptions.NonBacktracking | RegexOptions.Singleline
    )]
    private static partial Regex Line();
}
