using WebhookReceiver.Commands;
using WebhookReceiver.Hosting;
using WebhookReceiver.Management;
using WebhookReceiver.Receiving;
using WebhookReceiver.Rules;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage;

if (OpenFiles.AreTooFew())
{
    return CommandLine.Failed;
}

SocketThreads.Prepare();
var code = await CommandLine.RunAsync(
    args,
    async settings =>
    {
        var builder = ServerBuilder.Create(settings);
        builder.Services.AddTerminalLog(builder.Configuration);
        builder.Services.AddReceiving(builder.Configuration);
        builder.Services.AddRules(builder.Configuration);
        builder.Services.AddJournal(builder.Configuration);
        builder.Services.AddSending(builder.Configuration);
        builder.Services.AddManagement(builder.Configuration);

        await using var app = builder.Build();
        app.MapReceiving();
        app.MapManagement();
        await app.RunAsync();
    }
);
return ProcessEnd.With(code);
