using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>Names of what is remembered of a contact: the same that a plug-in may use.</summary>
internal static class VariableNames
{
    /// <summary>True if it can be one; else false, with a problem.</summary>
    public static bool Check(TextNode name, Reading reading)
    {
        if (ContactNote.IsName(name.Value))
        {
            return true;
        }

        reading.Problems.Error(
            name.Place,
            $"'{name.Value}' cannot be the name of a variable.",
            "A name begins with a letter and has letters, digits, '-' and '_', such as order_id."
        );
        return false;
    }
}
