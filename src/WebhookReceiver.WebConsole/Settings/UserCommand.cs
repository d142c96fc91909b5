using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using WebhookReceiver.WebConsole.SignIn;

namespace WebhookReceiver.WebConsole.Settings;

/// <summary><c>user add</c>: makes a person's key, prints it once, and stores nothing.</summary>
internal static class UserCommand
{
    private const int KeyBytes = 16;

    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Name of the person, such as Ann" };
        var role = new Option<string>("--role")
        {
            Description = "What the person may do, each more than the one before",
            DefaultValueFactory = _ => Roles.Words[0],
        };
        role.AcceptOnlyFromAmong([.. Roles.Words]);
        var add = new Command("add", "Make a person's key. Prints it once, with the settings to add.") { name, role };
        add.SetAction(parsed =>
            Print(parsed.GetValue(name)!, parsed.GetValue(role)!, parsed.InvocationConfiguration.Output)
        );
        return new Command("user", "Make keys for the persons who use the console") { add };
    }

    private static int Print(string name, string role, TextWriter output)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        output.WriteLine($"key   {key}");
        output.WriteLine();
        output.WriteLine("Give the key to its holder. Add these settings, with the next free number, and restart:");
        output.WriteLine($"Console__Users__0__Name={name}");
        output.WriteLine($"Console__Users__0__Role={role}");
        output.WriteLine($"Console__Users__0__Hash={Convert.ToHexStringLower(ConsoleKeys.DigestOf(key))}");
        return 0;
    }
}
