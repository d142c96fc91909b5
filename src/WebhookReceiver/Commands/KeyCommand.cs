using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using WebhookReceiver.Management;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Commands;

/// <summary>
/// <c>key new</c>: makes a key of the management port. The command prints it once and stores nothing; the settings have
/// its hash. <c>key show</c>: prints the operator's, for whoever may read its file anyway.
/// </summary>
internal static class KeyCommand
{
    private const int KeyBytes = 32;

    public static Command Create(IReadOnlyList<string> settings)
    {
        var role = new Option<string>("--role")
        {
            Description = "What the holder may do: viewer, answerer, owner, operator, each more than the one before",
            DefaultValueFactory = _ => ManagementRole.Viewer.Word(),
        };
        role.AcceptOnlyFromAmong([.. ManagementRoles.Words]);
        var name = new Option<string?>("--name") { Description = "Name of the holder (default: the role)" };
        var create = new Command("new", "Make a key of the management port. Prints it once, with the settings to add.")
        {
            role,
            name,
        };
        create.SetAction(parsed =>
            Print(parsed.GetValue(role)!, parsed.GetValue(name), parsed.InvocationConfiguration.Output)
        );
        var show = new Command(
            "show",
            "Print the operator's key of the management port, from the settings or its file"
        );
        show.SetAction(parsed => Show(settings, parsed.InvocationConfiguration));
        return new Command(
            "key",
            "Make keys of the management port for others than the operator, or show the operator's"
        )
        {
            create,
            show,
        };
    }

    private static int Show(IReadOnlyList<string> settings, InvocationConfiguration console)
    {
        var options = RunningServer.OptionsOf(settings);
        if (!options.HasOperatorKey)
        {
            console.Error.WriteLine("The operator has no key. Set Management:Key, or Management:KeyFile to a file.");
            return CommandLine.Failed;
        }

        console.Output.WriteLine(options.Key);
        return CommandLine.Ok;
    }

    private static int Print(string role, string? name, TextWriter output)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        var hash = Convert.ToHexStringLower(WebhookKeyVerifier.DigestOf(key));
        output.WriteLine($"key   {key}");
        output.WriteLine($"hash  {hash}");
        output.WriteLine();
        output.WriteLine("Give the key to its holder. Add these settings, with the next free number, and restart:");
        output.WriteLine($"Management__Keys__0__Name={name ?? role}");
        output.WriteLine($"Management__Keys__0__Role={role}");
        output.WriteLine($"Management__Keys__0__Hash={hash}");
        return CommandLine.Ok;
    }
}
