// What the pages need from the browser; everything else is drawn by the server.
const themeKey = "theme";

export function facts() {
    return { zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC", theme: localStorage.getItem(themeKey) };
}

export function keepTheme(theme) {
    localStorage.setItem(themeKey, theme);
    document.documentElement.dataset.theme = theme;
}

export function download(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
}

export async function copy(text) {
    await navigator.clipboard.writeText(text);
}

export function scrollToEnd(selector) {
    const element = document.querySelector(selector);
    if (element) {
        element.scrollTop = element.scrollHeight;
    }
}
