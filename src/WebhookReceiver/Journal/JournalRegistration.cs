using Microsoft.Extensions.Options;

namespace WebhookReceiver.Journal;

internal static class JournalRegistration
{
    public static IServiceCollection AddJournal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<JournalOptions>, JournalOptionsValidator>();
        services.AddOptionsWithValidateOnStart<JournalOptions>().Bind(configuration.GetSection("Journal"));
        services.AddSingleton(provider =>
        {
            var folder = provider.GetRequiredService<IOptions<JournalOptions>>().Value.Folder;
            var root = provider.GetRequiredService<IHostEnvironment>().ContentRootPath;
            return DataFolder.Open(Path.Combine(root, folder));
        });
        services.AddSingleton(provider => new ContactHash(provider.GetRequiredService<DataFolder>().Secrets.HashKey));
        return services;
    }
}
