// The editor of a rules file: loads Monaco when a page needs it, shows problems at their places, and offers their fixes.
const monacoFolder = "/_content/BlazorMonaco/lib/monaco-editor/min/vs";
const quietMillis = 500;
let loading;

function load() {
    loading ??= new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${monacoFolder}/loader.js`;
        script.onerror = reject;
        script.onload = () => {
            window.require.config({ paths: { vs: new URL(monacoFolder, location.href).href } });
            window.require(["vs/editor/editor.main"], () => resolve(window.monaco), reject);
        };
        document.head.append(script);
    });
    return loading;
}

const severities = { error: 8, warning: 4, note: 2 };
let fixes = [];
let isRegistered = false;

function register(monaco) {
    if (isRegistered) {
        return;
    }
    isRegistered = true;
    // The comments of Monaco's dark theme are too dark to read for many.
    monaco.editor.defineTheme("console-dark", {
        base: "vs-dark", inherit: true, colors: {}, rules: [{ token: "comment", foreground: "9ccc8b" }],
    });
    monaco.languages.registerCodeActionProvider("yaml", {
        provideCodeActions: (model, range) => ({
            actions: fixes
                .filter(one => monaco.Range.areIntersectingOrTouching(one.range, range))
                .map(one => ({
                    title: one.title,
                    kind: "quickfix",
                    isPreferred: true,
                    edit: { edits: [{ resource: model.uri, textEdit: { range: one.range, text: one.text } }] },
                })),
            dispose() {},
        }),
    });
}

export async function open(element, page, text, label, isReadOnly, isDark) {
    const monaco = await load();
    register(monaco);
    const editor = monaco.editor.create(element, {
        value: text,
        language: "yaml",
        theme: isDark ? "console-dark" : "vs",
        ariaLabel: label,
        readOnly: isReadOnly,
        tabFocusMode: true,
        useShadowDOM: false,
        automaticLayout: true,
        minimap: { enabled: false },
        scrollBeyondLastLine: false,
        wordWrap: "on",
        fontSize: 14,
    });
    // Two of Monaco's own regions have the same role and no name.
    document.querySelectorAll(".monaco-status").forEach(one => one.removeAttribute("role"));
    let timer;
    editor.onDidChangeModelContent(() => {
        clearTimeout(timer);
        timer = setTimeout(() => page.invokeMethodAsync("ChangeAsync", editor.getValue()), quietMillis);
    });
    return {
        mark(problems) {
            const model = editor.getModel();
            const markers = problems.filter(one => one.line > 0).map(one => ({
                severity: severities[one.severity],
                message: one.cure ? `${one.message} ${one.cure}` : one.message,
                startLineNumber: one.line,
                startColumn: Math.max(1, one.column),
                endLineNumber: one.endLine || one.line,
                endColumn: one.endColumn || model.getLineMaxColumn(Math.min(one.line, model.getLineCount())),
                fix: one.fix,
            }));
            fixes = markers.filter(one => one.fix != null).map(one => ({
                title: `→ ${one.fix}`,
                text: one.fix,
                range: new monaco.Range(one.startLineNumber, one.startColumn, one.endLineNumber, one.endColumn),
            }));
            monaco.editor.setModelMarkers(model, "check", markers);
        },
        close() {
            clearTimeout(timer);
            editor.getModel()?.dispose();
            editor.dispose();
        },
    };
}
