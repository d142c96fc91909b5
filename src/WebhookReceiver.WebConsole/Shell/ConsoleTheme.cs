using MudBlazor;

namespace WebhookReceiver.WebConsole.Shell;

/// <summary>The colours; each text has a contrast of at least 4.5 on its ground.</summary>
internal static class ConsoleTheme
{
    private static readonly string[] Letters = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"];

    public static MudTheme Theme { get; } =
        new()
        {
            PaletteLight = new PaletteLight
            {
                Primary = "#14532d",
                Secondary = "#7c2d12",
                AppbarBackground = "#14532d",
                AppbarText = "#ffffff",
                Background = "#f6f6f3",
                Surface = "#ffffff",
                DrawerBackground = "#ffffff",
                DrawerText = "#1f2421",
                DrawerIcon = "#3f4742",
                TextPrimary = "#1b1f1c",
                TextSecondary = "#4f5852",
                Success = "#166534",
                Warning = "#854d0e",
                Error = "#b3261e",
                Info = "#1d4ed8",
                Divider = "#dcdfda",
                LinesDefault = "#dcdfda",
                TableLines = "#dcdfda",
            },
            PaletteDark = new PaletteDark
            {
                Primary = "#86d9a5",
                PrimaryContrastText = "#0b1f13",
                Secondary = "#fdba74",
                SecondaryContrastText = "#27140a",
                AppbarBackground = "#10241a",
                AppbarText = "#f0f5f1",
                Background = "#141715",
                Surface = "#1d211f",
                DrawerBackground = "#1a1e1c",
                DrawerText = "#e6ebe7",
                DrawerIcon = "#b9c2bc",
                TextPrimary = "#eef2ef",
                TextSecondary = "#b4beb8",
                Success = "#86d9a5",
                SuccessContrastText = "#0b1f13",
                Warning = "#fcd34d",
                WarningContrastText = "#221a02",
                Error = "#ffb4ab",
                ErrorContrastText = "#330a06",
                Info = "#a8c7fa",
                InfoContrastText = "#0a1b33",
                Divider = "#39413c",
                LinesDefault = "#39413c",
                TableLines = "#39413c",
            },
            Typography = new Typography
            {
                Default = new DefaultTypography { FontFamily = Letters },
                Button = new ButtonTypography { FontFamily = Letters, TextTransform = "none" },
            },
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        };
}
