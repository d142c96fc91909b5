using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using WebhookReceiver.Management;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Commands;

/// <summary>
/// <c>key new</c>: makes a key of the management port. The command prints it once and stores nothing; the settings have
/// its hash.
/// </summary>
internal static class KeyCommand
{
    private const int KeyBytes = 32;

    public static Command Create()
    {
        var role = new Option<string>("--role")
        {
            Description = "What its holder may do; each may do what those before it may",
            DefaultValueFactory = _ => ManagementRole.Viewer.Word(),
        };
        role.AcceptOnlyFromAmong([.. ManagementRoles.Words]);
        var name = new Option<string?>("--name") { Description = "Whose key it is (default: the role)" };
        var create = new Command(
            "new",
            "Make a key of the management port; print it once, with the settings that let it in."
        )
        {
            role,
            name,
        };
        create.SetAction(parsed =>
            Print(parsed.GetValue(role)!, parsed.GetValue(name), parsed.InvocationConfiguration.Output)
        );
        return new Command("key", "Keys of the management port for others than the operator.") { create };
    }

    private static int Print(string role, string? name, TextWriter output)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        var hash = Convert.ToHexStringLower(WebhookKeyVerifier.DigestOf(key));
        output.WriteLine($"key   {key}");
        output.WriteLine($"hash  {hash}");
        output.WriteLine();
        output.WriteLine(
            "Give the key to its holder. Put these into the settings, with the next free number, and restart:"
        );
        output.WriteLine($"Management__Keys__0__Name={name ?? role}");
        output.WriteLine($"Management__Keys__0__Role={role}");
        output.WriteLine($"Management__Keys__0__Hash={hash}");
        return CommandLine.Ok;
    }
}
