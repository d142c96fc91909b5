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
    monaco.languages.registerCompletionItemProvider("yaml", {
        triggerCharacters: ["$", ".", ":", "<", " "],
        provideCompletionItems: propose,
    });
    monaco.languages.registerHoverProvider("yaml", {
        provideHover(model, position) {
            const line = model.getLineContent(position.lineNumber);
            const text = line.replace(/^(\s*)((?:- )*)/, (all, blanks, dashes) => blanks + " ".repeat(dashes.length));
            const key = /^\s*([\w-]+):/.exec(text);
            if (!language.schema || !key || position.column > key[0].length || position.column <= columnOf(text)) {
                return null;
            }
            const maps = pathTo(model, position.lineNumber, columnOf(text)).reduce(below, [language.schema]);
            const meaning = maps.map(map => map.properties?.[key[1]]?.description).find(one => one);
            return meaning ? { contents: [{ value: `**${key[1]}**` }, { value: meaning }] } : null;
        },
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

// What the language has: its schema, and the names that the files define.
let language = { schema: null, words: {} };
const columnOf = line => line.length - line.trimStart().length;

// Every map that a part of the schema allows, whatever its way there: references, alternatives, items of lists.
function mapsOf(part, depth = 0) {
    if (!part || depth > 12) {
        return [];
    }
    if (part.$ref) {
        return mapsOf(language.schema.definitions[part.$ref.replace("#/definitions/", "")], depth + 1);
    }
    const maps = [part.allOf, part.anyOf, part.oneOf].flatMap(parts => parts ?? []).flatMap(one => mapsOf(one, depth + 1));
    if (part.items) {
        maps.push(...mapsOf(part.items, depth + 1));
    }
    if (part.properties || part.additionalProperties) {
        maps.push(part);
    }
    return maps;
}

function below(maps, key) {
    return maps.flatMap(map => mapsOf(map.properties?.[key] ?? (map.additionalProperties || null)));
}

function choicesOf(part, depth = 0) {
    if (!part || depth > 12) {
        return [];
    }
    if (part.$ref) {
        return choicesOf(language.schema.definitions[part.$ref.replace("#/definitions/", "")], depth + 1);
    }
    const parts = [part.allOf, part.anyOf, part.oneOf].flatMap(one => one ?? []);
    return [...(part.enum ?? []).map(String), ...parts.flatMap(one => choicesOf(one, depth + 1))];
}

// The keys above a line, by their indentation: rules › when.
function pathTo(model, lineNumber, column) {
    const path = [];
    let limit = column;
    for (let at = lineNumber - 1; at > 0 && limit > 0; at--) {
        const line = model.getLineContent(at);
        const text = line.replace(/^(\s*)((?:- )*)/, (all, blanks, dashes) => blanks + " ".repeat(dashes.length));
        const key = /^\s*([\w$-]+):(\s|$)/.exec(text);
        if (!key || line.trimStart().startsWith("#")) {
            continue;
        }
        const indent = columnOf(text);
        if (indent < limit) {
            path.unshift(key[1]);
            limit = columnOf(line) < indent ? Math.min(indent, columnOf(line) + 1) : indent;
        }
    }
    return path;
}

const names = [
    [/\{\{\s*texts\.[\w-]*$/, () => language.words.texts],
    [/\{\{\s*calendar\.[\w-]*$/, () => language.words.calendars],
    [/\{\{\s*contact\.[\w-]*$/, () => language.words.remembered],
    [/\{\{\s*\w*$/, () => ["name", "number", "text", "channel", "now", "texts", "calendar", "contact", "vars"]],
    [/<[\w-]+:[\w-]*$/, () => language.words.slots],
    [/\$[\w-]*$/, () => language.words.lists],
    [/(?:^|[\s{,])(?:open|closed):\s*[\w-]*$/, () => language.words.calendars],
    [/(?:^|[\s{,-])(?:answers|go|rule|again):\s*[\w-]*$/, () => language.words.rules],
    [/(?:^|[\s{,])channel:\s*[\w-]*$/, () => language.words.channels],
];

function propose(model, position) {
    if (!language.schema) {
        return { suggestions: [] };
    }
    const monaco = window.monaco;
    const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
    const word = /[\w-]*$/.exec(before)[0];
    const range = new monaco.Range(position.lineNumber, position.column - word.length, position.lineNumber, position.column);
    const kinds = monaco.languages.CompletionItemKind;
    for (const [place, found] of names) {
        if (place.test(before)) {
            return { suggestions: (found() ?? []).map(name => ({ label: name, insertText: name, kind: kinds.Reference, range })) };
        }
    }
    const text = before.replace(/^(\s*)((?:- )*)/, (all, blanks, dashes) => blanks + " ".repeat(dashes.length));
    const column = columnOf(text.slice(0, text.length - word.length) + "x");
    const maps = pathTo(model, position.lineNumber, column).reduce(below, [language.schema]);
    const value = /^\s*([\w-]+):\s+[\w-]*$/.exec(text);
    if (value) {
        const choices = maps.flatMap(map => choicesOf(map.properties?.[value[1]]));
        return { suggestions: [...new Set(choices)].map(name => ({ label: name, insertText: name, kind: kinds.EnumMember, range })) };
    }
    if (text.slice(0, text.length - word.length).trim() !== "") {
        return { suggestions: [] };
    }
    const keys = new Map(maps.flatMap(map => Object.entries(map.properties ?? {})));
    return {
        suggestions: [...keys].map(([name, part]) => ({
            label: name,
            insertText: `${name}: `,
            documentation: part.description,
            detail: part.description,
            kind: kinds.Property,
            range,
        })),
    };
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
        quickSuggestions: { other: true, strings: true, comments: false },
        wordBasedSuggestions: false,
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
        know(schema, words) {
            language = { schema: JSON.parse(schema), words };
        },
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
