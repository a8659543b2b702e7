/**
 * The order of the page's folders, and no circle of imports between files. Reads the sources as text.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/** A module's path below www/src, and the paths of what it imports. */
type Graph = ReadonlyMap<string, readonly string[]>;

/** `later`: by `import()`, once the page runs. Such an import closes no circle, but knows its module all the same. */
type Import = { of: string; later: boolean };

const SOURCES = 'www/src';

/**
 * The folders that each folder may import besides itself; `.` is the modules that stand in www/src itself and that no folder may import,
 * except those named here.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  idle: [],
  leaving: [],
  offline: ['idle'],
  i18n: [],
  ui: ['i18n', 'idle', 'leaving'],
  engine: ['i18n'],
  lessons: ['i18n', 'engine'],
  state: ['i18n', 'engine', 'lessons', 'idle'],
  sound: ['i18n', 'ui', 'engine'],
  charts: ['i18n', 'ui', 'engine', 'state', 'sound'],
  panels: ['i18n', 'ui', 'engine', 'lessons', 'state', 'charts', 'sound', 'offline'],
  around: [],
  embed: ['i18n', 'engine', 'state', 'charts', 'panels', 'around'],
  '.': ['embed', 'i18n', 'ui', 'engine', 'lessons', 'state', 'charts', 'panels', 'idle', 'leaving', 'offline'],
};

const layerOf = (path: string): string => {
  const [first = '', rest] = path.split('/');
  if (rest !== undefined) return first;
  const name = first.replace(/\.\w+$/, '');
  return name in MAY_IMPORT ? name : '.';
};

/** The relative imports of a source, types too; what Vite makes of a file (`?worker&url`) is no import. */
const importsIn = (source: string): Import[] =>
  [...source.matchAll(/^(?:import|export)\b[^'"`;]*?\bfrom\s*'(\.[^'?]*)'|^import\s*'(\.[^'?]*)'|\bimport\(\s*'(\.[^'?]*)'/gm)].map(
    ([, from, bare, late]) => ({ of: from ?? bare ?? late ?? '', later: late !== undefined }),
  );

/** The module that `specifier`, written in `importer`, means; nothing for files that are no module of the page. */
const resolved = (importer: string, specifier: string, modules: ReadonlySet<string>): string | undefined => {
  const path = join(importer, '..', specifier);
  return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((one) => modules.has(one));
};

/** The imports that go against the order of the folders. */
const breaksOf = (graph: Graph): string[] =>
  [...graph].flatMap(([importer, imports]) => {
    const layer = layerOf(importer);
    return imports.filter((of) => layerOf(of) !== layer && !MAY_IMPORT[layer]?.includes(layerOf(of))).map((of) => `${importer} imports ${of}`);
  });

/** The groups of modules that import each other, directly or by way of others: Tarjan's strongly connected components. */
const circlesOf = (graph: Graph): string[][] => {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (module: string): number => {
    const at = order.size;
    order.set(module, at);
    let low = at;
    open.push(module);
    for (const of of graph.get(module) ?? []) {
      if (!order.has(of)) low = Math.min(low, visit(of));
      else if (open.includes(of)) low = Math.min(low, order.get(of) ?? low);
    }
    lowest.set(module, low);
    if (low < at) return low;
    const group = open.splice(open.indexOf(module));
    if (group.length > 1 || graph.get(module)?.includes(module)) circles.push(group.toSorted());
    return low;
  };
  for (const module of graph.keys()) if (!order.has(module)) visit(module);
  return circles;
};

const modules = new Set(
  readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts')),
);

/** The page's own graph: `all` of its imports, or those that are there when the importing module starts. */
const graphOf = (all: boolean): Graph =>
  new Map(
    [...modules].toSorted().map((name) => [
      name,
      importsIn(readFileSync(join(SOURCES, name), 'utf8'))
        .filter(({ later }) => all || !later)
        .flatMap(({ of }) => resolved(name, of, modules) ?? []),
    ]),
  );

test('folders import only what is below them', () => {
  assert.deepEqual(breaksOf(graphOf(true)), []);
});

test('no files import each other in a circle, types included', () => {
  assert.deepEqual(circlesOf(graphOf(false)), []);
});

/** The entries of the page and of its worker, and the page's words, which must be there before anything is said. */
const MAY_ACT = new Set(['main.tsx', 'around/embed.ts', 'around/report.ts', 'engine/worker.ts', 'i18n/index.ts']);

/** Statements at the top of a module that do something when it is imported, or variables that change. */
const actionsIn = (source: string): string[] =>
  source.match(
    /^(?:(?:export )?(?:let|var)|await|void|new|for|if|try)\b.*|^[\w.]+\(.*|^(?:export )?const \w+[^=]*= (?:await\b|matchMedia\(|fetch\().*/gm,
  ) ?? [];

test('importing a module does nothing, and no module keeps a variable', () => {
  const found = [...modules]
    .filter((name) => !MAY_ACT.has(name))
    .flatMap((name) => actionsIn(readFileSync(join(SOURCES, name), 'utf8')).map((line) => `${name}: ${line}`));
  assert.deepEqual(found, []);
});

test('finds what a module does when it is imported', () => {
  const source = `
const a = signal(0);
let b = 1;
const f = () => {
  let c = 2;
  effect(() => c);
};
effect(() => a.value);
document.addEventListener('click', f);
const wide = matchMedia('(min-width: 1px)');
await f();
`;
  assert.deepEqual(actionsIn(source), [
    'let b = 1;',
    'effect(() => a.value);',
    "document.addEventListener('click', f);",
    "const wide = matchMedia('(min-width: 1px)');",
    'await f();',
  ]);
});

test('no folder holds more than 16 modules', () => {
  const counts = new Map<string, number>();
  for (const name of modules) counts.set(join(name, '..'), (counts.get(join(name, '..')) ?? 0) + 1);
  const full = [...counts].filter(([, count]) => count > 16);
  assert.deepEqual(full, []);
});

test('finds imports however they are written', () => {
  const source = `
import { a } from './a';
import type { B } from '../b';
import {
  c,
} from './c';
import './d.css';
export { e } from './e';
export type * from './f';
const g = later(async () => (await import('./g')).G);
import worker from './h.ts?worker&url';
import { signal } from '@preact/signals';
// from './i'
`;
  assert.deepEqual(
    importsIn(source).map(({ of }) => of),
    ['./a', '../b', './c', './d.css', './e', './f', './g'],
  );
});

test('finds circles and breaks of the order in a made-up graph', () => {
  const graph: Graph = new Map([
    ['ui/a.ts', ['ui/b.ts']],
    ['ui/b.ts', ['ui/c.ts']],
    ['ui/c.ts', ['ui/a.ts', 'state/d.ts']],
    ['state/d.ts', ['engine/e.ts', 'state/d.ts']],
    ['engine/e.ts', []],
    ['panels/f/g.ts', ['main.tsx', 'ui/a.ts', 'offline.ts']],
    ['main.tsx', ['panels/f/g.ts']],
    ['offline.ts', ['idle.ts']],
    ['idle.ts', []],
  ]);
  assert.deepEqual(circlesOf(graph), [['state/d.ts'], ['ui/a.ts', 'ui/b.ts', 'ui/c.ts'], ['main.tsx', 'panels/f/g.ts']]);
  assert.deepEqual(breaksOf(graph), ['ui/c.ts imports state/d.ts', 'panels/f/g.ts imports main.tsx']);
});
