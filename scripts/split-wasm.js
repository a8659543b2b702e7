/**
 * Splits the wasm module in two, so that the page starts with a smaller one: `split-wasm.js MODULE REST FEATURE...`, the features as
 * Binaryen's options. MODULE keeps what the page
 * starts with; REST gets the functions that only the exports in `LATER` need. REST imports the memory, the tables and the
 * functions of MODULE, and fills its own places in the table of functions. An export in `LATER` fails until that has happened
 * (www/src/engine/worker.ts). Binaryen has a tool for this, wasm-split, which its npm package leaves out.
 *
 * Works on the text format, whose names come from the module's name section: it must not have been stripped.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The exports that the page does not start with: files, exports, and questions asked in dialogs. */
const LATER = /^engine_(open|load_file|scan|compare_with_float|stored_at|metadata|export|program|channels|outliers|mixed_precision|disagree)$/;
/**
 * Functions called only through the table (closures, methods of `dyn` types) move when they belong to these modules, which nothing
 * but the exports above uses.
 */
const LATER_MODULES = /quantscope(\[\w+\])?::(tensor::(files|readers::(gguf|npz|onnx|safetensors|torch|zip))|study::export)::/;

const NAME = String.raw`\$(?:"(?:[^"\\]|\\.)*"|[^\s()]+)`;
const [modulePath, restPath, ...features] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'split-'));
const tool = (name, ...args) => execFileSync(process.execPath, [`node_modules/.bin/${name}`, ...features, ...args], { maxBuffer: 2 ** 28 });
const inFolder = (name) => join(folder, name);

const parse = (text) => {
  const forms = { type: [], import: [], global: [], memory: [], data: [], table: [], elem: [], export: [], start: [], func: [] };
  // A form of the module begins with one space; what is within it, with more.
  for (const form of text.split(/\n (?=\()/).slice(1)) {
    const kind = /^\((\w+)/.exec(form)[1];
    if (!(kind in forms)) throw new Error(`the module has a form that is not understood: ${form.slice(0, 60)}`);
    forms[kind].push(form.replace(/\n\)\s*$/, '\n'));
  }
  return forms;
};

const nameOf = (form) => new RegExp(`^\\(\\w+ (${NAME})`).exec(form)[1];
const first = (pattern, text) => new RegExp(pattern).exec(text)?.[1];
const all = (pattern, text) => [...text.matchAll(new RegExp(pattern, 'g'))].map(([, found]) => found);

try {
  tool('wasm-dis', modulePath, '-o', inFolder('whole.wat'));
  const forms = parse(readFileSync(inFolder('whole.wat'), 'utf8').replace(/\)\s*$/, ''));
  const functions = new Map(forms.func.map((form) => [nameOf(form), form]));
  const exported = new Map(forms.export.map((form) => [first('^\\(export "([^"]*)"', form), first(`\\(func (${NAME})\\)`, form)]));
  const [element] = forms.elem;
  if (forms.elem.length !== 1 || forms.start.length > 1) throw new Error('the module has another shape than expected');
  const offset = Number(first('\\(i32\\.const (\\d+)\\) func', element));
  const slots = all(`(${NAME})`, element.slice(element.indexOf(' func ')));

  // What the exports of the start need, directly or through the table.
  const kept = new Set();
  const keep = (name) => {
    const pending = [name];
    while (pending.length > 0) {
      const next = pending.pop();
      if (kept.has(next) || !functions.has(next)) continue;
      kept.add(next);
      pending.push(...all(`\\((?:call|return_call|ref\\.func) (${NAME})`, functions.get(next)));
    }
  };
  for (const form of forms.start) keep(first(`(${NAME})`, form));
  for (const [name, target] of exported) if (target && !LATER.test(name)) keep(target);
  for (const name of slots) if (!LATER_MODULES.test(name)) keep(name);

  const moved = forms.func.filter((form) => !kept.has(nameOf(form)));
  const movedNames = new Set(moved.map(nameOf));
  // An export that moves is called through the table, where REST puts it.
  const late = [...exported].filter(([, target]) => movedNames.has(target));
  const end = offset + slots.length;
  const signature = (name) =>
    functions
      .get(name)
      .split('\n')[0]
      .replace(/^\(func \$(?:"(?:[^"\\]|\\.)*"|[^\s()]+)/, '');
  const thunk = ([name, target], i) => {
    const parameters = all(`\\(param (${NAME}) `, signature(target));
    const types = all(`\\(param ${NAME} (\\w+)\\)`, signature(target));
    const results = first('(\\(result [^)]*\\))', signature(target)) ?? '';
    const given = types.length > 0 ? `(param ${types.join(' ')})` : '';
    const passed = parameters.map((parameter) => `(local.get ${parameter})`).join(' ');
    return `(func $"later ${name}" ${signature(target)}\n(call_indirect ${tableName} ${given} ${results} ${passed} (i32.const ${end + i})))`;
  };
  const [functionTable, ...otherTables] = forms.table;
  const tableName = nameOf(functionTable);
  const grown = functionTable.replace(/\d+ \d+ funcref/, `${end + late.length} ${end + late.length} funcref`);
  const runs = (isWanted) => {
    const found = [];
    slots.forEach((name, i) => {
      if (!isWanted(name)) return;
      const last = found.at(-1);
      if (last && last.at + last.names.length === offset + i) last.names.push(name);
      else found.push({ at: offset + i, names: [name] });
    });
    return found.map(({ at, names }) => `(elem (table ${tableName}) (i32.const ${at}) func ${names.join(' ')})`);
  };
  const needed = [...new Set(moved.flatMap((form) => all(`\\((?:call|return_call|ref\\.func) (${NAME})`, form)))].filter(
    (name) => !movedNames.has(name),
  );
  const shared = [
    ...forms.memory.map((form) => ({ kind: 'memory', name: nameOf(form), type: form.replace(/^\(memory \S+ (.*)\)$/, '$1') })),
    ...forms.table.map((form, i) => ({
      kind: 'table',
      name: nameOf(form),
      type: (i === 0 ? grown : form).replace(new RegExp(`^\\(table ${NAME} (.*)\\)$`), '$1'),
    })),
    ...forms.global.map((form) => ({ kind: 'global', name: nameOf(form), type: first(`^\\(global ${NAME} (\\(mut \\w+\\)|\\w+)`, form) })),
  ].map((one, i) => ({ ...one, as: `s${i}` }));
  const imported = new Map(forms.import.filter((form) => form.includes('(func ')).map((form) => [first(`\\(func (${NAME})`, form), form]));
  const typeOf = (name) => {
    const text = functions.has(name)
      ? signature(name)
      : imported
          .get(name)
          .replace(/^.*?\(func \$(?:"(?:[^"\\]|\\.)*"|[^\s()]+)/, '')
          .replace(/\)\)\s*$/, '');
    return text.replaceAll(new RegExp(`\\(param ${NAME} `, 'g'), '(param ');
  };

  const start = [
    ...forms.type,
    ...forms.import,
    ...forms.global,
    ...forms.memory,
    ...forms.data,
    grown,
    ...otherTables,
    ...runs((name) => kept.has(name) || !functions.has(name)),
    ...forms.export.filter((form) => !late.some(([name]) => form.startsWith(`(export "${name}"`))),
    ...late.map(([name]) => `(export "${name}" (func $"later ${name}"))`),
    ...shared.map(({ kind, name, as }) => `(export "${as}" (${kind} ${name}))`),
    ...needed.map((name, i) => `(export "f${i}" (func ${name}))`),
    ...forms.start,
    ...forms.func.filter((form) => kept.has(nameOf(form))),
    ...late.map(thunk),
  ];
  const rest = [
    ...forms.type,
    ...shared.map(({ kind, name, type, as }) => `(import "start" "${as}" (${kind} ${name} ${type}))`),
    ...needed.map((name, i) => `(import "start" "f${i}" (func ${name} ${typeOf(name)}))`),
    ...runs((name) => movedNames.has(name)),
    `(elem (table ${tableName}) (i32.const ${end}) func ${late.map(([, target]) => target).join(' ')})`,
    ...moved,
  ];
  for (const [name, module, path] of [
    ['start', start, modulePath],
    ['rest', rest, restPath],
  ]) {
    writeFileSync(inFolder(`${name}.wat`), `(module\n${module.join('\n')}\n)`);
    tool('wasm-as', inFolder(`${name}.wat`), '-o', path);
  }
  console.log(`${moved.length} of ${functions.size} functions, ${late.length} exports moved to ${restPath}`);
} finally {
  rmSync(folder, { recursive: true });
}
