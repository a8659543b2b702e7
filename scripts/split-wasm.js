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
const LATER =
  /^engine_(open|load_file|load_example|scan|compare_with_float|stored_at|metadata|export|program|channels|outliers|mixed_precision|disagree|load_inputs|outputs|outputs_curve|layer|layer_\w+)$|^((read|write)_(layer|training)|layer_(inputs|methods|views)|(__wbg_)?(layer|formats|channels)chart_\w+|format_candidates|training(painter)?_\w+|__wbg_training(painter)?_free)$/;
/**
 * Functions called only through the table (closures, methods of `dyn` types) move when they belong to these modules, which nothing
 * but the exports above uses.
 */
const LATER_MODULES =
  /quantscope(\[\w+\])?::(tensor::(files|recipes|readers::(gguf|npz|onnx|safetensors|torch|zip))|study::export|layer|train|chart::(models|draw)::(layer|training))::/;

/** Files in the module that only these exports read: their bytes move too. */
const LATER_FILES = ['src/train/session/spirals.bin'];

const NAME = String.raw`\$(?:"(?:[^"\\]|\\.)*"|[^\s()]+)`;
const [modulePath, restPath, ...features] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'split-'));
const tool = (name, ...args) => execFileSync(process.execPath, [`node_modules/.bin/${name}`, ...features, ...args], { maxBuffer: 2 ** 28 });

const first = (pattern, text) => new RegExp(pattern).exec(text)?.[1];
const all = (pattern, text) => [...text.matchAll(new RegExp(pattern, 'g'))].map(([, found]) => found);
const nameOf = (form) => first(`^\\(\\w+ (${NAME})`, form);
/** What follows the name in the first line of a function or an import of one: its type. */
const signatureOf = (form) => form.split('\n')[0].replace(new RegExp(`^.*?\\(func ${NAME}`), '');
const calledBy = (form) => all(`\\((?:call|return_call|ref\\.func) (${NAME})`, form);

/** The forms of a module's text by their kinds. A form of the module begins with one space; what is within it, with more. */
const parse = (text) => {
  const forms = { type: [], import: [], global: [], memory: [], data: [], table: [], elem: [], export: [], start: [], func: [] };
  for (const form of text
    .replace(/\)\s*$/, '')
    .split(/\n (?=\()/)
    .slice(1)) {
    const kind = first('^\\((\\w+)', form);
    if (!(kind in forms)) throw new Error(`the module has a form that is not understood: ${form.slice(0, 60)}`);
    forms[kind].push(form);
  }
  if (forms.elem.length !== 1 || forms.start.length > 1) throw new Error('the module has another shape than expected');
  return forms;
};

/** The names in the table of functions, in their order, and the place of the first. */
const tableOf = ([element]) => ({
  offset: Number(first('\\(i32\\.const (\\d+)\\) func', element)),
  slots: all(`(${NAME})`, element.slice(element.indexOf(' func '))),
});

/** The bytes of a form of data, and where they begin in memory. */
const dataOf = (form) => {
  const text = form.slice(form.indexOf('"') + 1, form.lastIndexOf('"'));
  const byName = { t: 9, n: 10, r: 13 };
  const bytes = all(String.raw`(\\[0-9a-f]{2}|\\.|[^\\])`, text).map((one) => {
    if (one.length === 3) return Number.parseInt(one.slice(1), 16);
    return one.length === 1 ? one.codePointAt(0) : (byName[one[1]] ?? one.codePointAt(1));
  });
  return { at: Number(first('\\(i32\\.const (\\d+)\\)', form)), bytes: Buffer.from(bytes) };
};

const dataForm = ({ at, bytes }) => `(data (i32.const ${at}) "${[...bytes].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')}")`;

/** The data that stay and those that move. */
const divided = (forms) => {
  let stay = forms.map(dataOf);
  const move = [];
  for (const file of LATER_FILES) {
    const wanted = readFileSync(file);
    stay = stay.flatMap(({ at, bytes }) => {
      const from = bytes.indexOf(wanted);
      if (from < 0) return [{ at, bytes }];
      move.push({ at: at + from, bytes: wanted });
      const to = from + wanted.length;
      return [
        { at, bytes: bytes.subarray(0, from) },
        { at: at + to, bytes: bytes.subarray(to) },
      ];
    });
  }
  if (move.length !== LATER_FILES.length) throw new Error('the module holds not all of the files that move');
  return [stay, move].map((parts) => parts.map(dataForm));
};

/** The functions that stay: what the roots call, directly or not. */
const reachedFrom = (roots, functions) => {
  const kept = new Set();
  const pending = [...roots];
  while (pending.length > 0) {
    const next = pending.pop();
    if (kept.has(next) || !functions.has(next)) continue;
    kept.add(next);
    pending.push(...calledBy(functions.get(next)));
  }
  return kept;
};

const split = (text) => {
  const forms = parse(text);
  const functions = new Map(forms.func.map((form) => [nameOf(form), form]));
  const imported = new Map(forms.import.filter((form) => form.includes('(func ')).map((form) => [first(`\\(func (${NAME})`, form), form]));
  const exported = forms.export.map((form) => [first('^\\(export "([^"]*)"', form), first(`\\(func (${NAME})\\)`, form)]);
  const { offset, slots } = tableOf(forms.elem);

  const kept = reachedFrom(
    [
      ...forms.start.map((form) => first(`(${NAME})`, form)),
      ...exported.flatMap(([name, target]) => (target && !LATER.test(name) ? [target] : [])),
      ...slots.filter((name) => !LATER_MODULES.test(name)),
    ],
    functions,
  );
  const isMoved = (name) => functions.has(name) && !kept.has(name);
  const moved = forms.func.filter((form) => isMoved(nameOf(form)));

  // An export that moves is called through the table, where REST puts it.
  const late = exported.filter(([, target]) => isMoved(target));
  const end = offset + slots.length;
  const [functionTable, ...otherTables] = forms.table;
  const table = nameOf(functionTable);
  const grown = functionTable.replace(/\d+ \d+ funcref/, `${end + late.length} ${end + late.length} funcref`);
  const throughTable = ([name, target], i) => {
    const type = signatureOf(functions.get(target));
    const types = all(`\\(param ${NAME} (\\w+)\\)`, type);
    const given = types.length > 0 ? `(param ${types.join(' ')})` : '';
    const results = first('(\\(result [^)]*\\))', type) ?? '';
    const passed = all(`\\(param (${NAME}) `, type).map((parameter) => `(local.get ${parameter})`);
    return `(func $"later ${name}" ${type}\n(call_indirect ${table} ${given} ${results} ${passed.join(' ')} (i32.const ${end + i})))`;
  };
  /** Fills places of the table in runs. */
  const filled = (isWanted) => {
    const runs = [];
    slots.forEach((name, i) => {
      if (!isWanted(name)) return;
      const last = runs.at(-1);
      if (last && last.at + last.names.length === offset + i) last.names.push(name);
      else runs.push({ at: offset + i, names: [name] });
    });
    return runs.map(({ at, names }) => `(elem (table ${table}) (i32.const ${at}) func ${names.join(' ')})`);
  };

  // What REST uses of MODULE.
  const typeAfterName = (form) => form.replace(new RegExp(`^\\(\\w+ ${NAME} (.*)\\)$`), '$1');
  const shared = [
    ...forms.memory.map((form) => ({ kind: 'memory', name: nameOf(form), type: typeAfterName(form) })),
    ...[grown, ...otherTables].map((form) => ({ kind: 'table', name: nameOf(form), type: typeAfterName(form) })),
    ...forms.global.map((form) => ({ kind: 'global', name: nameOf(form), type: first(`^\\(global ${NAME} (\\(mut \\w+\\)|\\w+)`, form) })),
  ].map((one, i) => ({ ...one, as: `s${i}` }));
  const called = [...new Set(moved.flatMap(calledBy))].filter((name) => !isMoved(name));
  const typeOf = (name) => {
    const type = functions.has(name) ? signatureOf(functions.get(name)) : signatureOf(imported.get(name)).replace(/\)\)\s*$/, '');
    return type.replaceAll(new RegExp(`\\(param ${NAME} `, 'g'), '(param ');
  };

  const [stayingData, movedData] = divided(forms.data);
  const start = [
    ...forms.type,
    ...forms.import,
    ...forms.global,
    ...forms.memory,
    ...stayingData,
    grown,
    ...otherTables,
    ...filled((name) => !isMoved(name)),
    ...forms.export.filter((_, i) => !isMoved(exported[i][1])),
    ...late.map(([name]) => `(export "${name}" (func $"later ${name}"))`),
    ...shared.map(({ kind, name, as }) => `(export "${as}" (${kind} ${name}))`),
    ...called.map((name, i) => `(export "f${i}" (func ${name}))`),
    ...forms.start,
    ...forms.func.filter((form) => kept.has(nameOf(form))),
    ...late.map(throughTable),
  ];
  const rest = [
    ...forms.type,
    ...shared.map(({ kind, name, type, as }) => `(import "start" "${as}" (${kind} ${name} ${type}))`),
    ...called.map((name, i) => `(import "start" "f${i}" (func ${name} ${typeOf(name)}))`),
    ...filled(isMoved),
    `(elem (table ${table}) (i32.const ${end}) func ${late.map(([, target]) => target).join(' ')})`,
    ...movedData,
    ...moved,
  ];
  console.log(`${moved.length} of ${functions.size} functions, ${late.length} exports moved to ${restPath}`);
  return { start, rest };
};

try {
  const whole = join(folder, 'whole.wat');
  tool('wasm-dis', modulePath, '-o', whole);
  const { start, rest } = split(readFileSync(whole, 'utf8'));
  for (const [forms, path] of [
    [start, modulePath],
    [rest, restPath],
  ]) {
    const text = join(folder, 'part.wat');
    writeFileSync(text, `(module\n${forms.join('\n')}\n)`);
    tool('wasm-as', text, '-o', path);
  }
} finally {
  rmSync(folder, { recursive: true });
}
