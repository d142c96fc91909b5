using System.CommandLine;

namespace PickyAssist.Simulator.Commands;

/// <summary>The option for the URL to call, shared by the commands.</summary>
internal static class UrlOption
{
    public static Option<Uri> Create() =>
        new("--url")
        {
            Description = "The receiver's webhook URL with its key",
            Required = true,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                    return url;

                result.AddError($"--url is an address like http://localhost:8080/webhook?key=…, not '{text}'.");
                return null;
            },
        };
}
