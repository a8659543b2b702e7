/**
 * Each class is styled in one file. Reads the styles as text.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const SOURCES = 'www/src';

/** The selectors of a style sheet, lists taken apart. */
const selectorsIn = (css: string): string[] =>
  [...css.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{};]+)\{/g)]
    .map(([, head = '']) => head.trim())
    .filter((head) => !head.startsWith('@'))
    .flatMap((head) => head.split(/,(?![^(]*\))/));

/**
 * The class that a selector belongs to: its first one, with the state that it asks for, as in `.page[data-lesson='true']`. What
 * adapts another component, as in `.scheme-controls .hint`, belongs to the adapting one.
 */
const ownerOf = (selector: string): string | undefined => /\.-?[a-zA-Z][\w-]*(?:\[[^\]]*\])*/.exec(selector)?.[0];

/** The classes that several of these style sheets own, with the names of the sheets. */
const sharedIn = (sheets: Readonly<Record<string, string>>): string[] => {
  const owners = new Map<string, Set<string>>();
  for (const [name, css] of Object.entries(sheets)) {
    for (const owner of selectorsIn(css).flatMap((selector) => ownerOf(selector) ?? [])) {
      owners.set(owner, (owners.get(owner) ?? new Set()).add(name));
    }
  }
  return [...owners].filter(([, names]) => names.size > 1).map(([owner, names]) => `${owner}: ${[...names].toSorted().join(', ')}`);
};

test('each class is styled in one file', () => {
  const names = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'));
  assert.deepEqual(sharedIn(Object.fromEntries(names.map((name) => [name, readFileSync(join(SOURCES, name), 'utf8')]))), []);
});

test('finds a class that two files style', () => {
  const sheets = {
    'a.css': `/* .b { } */ .a, :is(.a, h2) { color: red } @media (min-width: 1px) { .a[data-on] .b { margin: 0 } }`,
    'b.css': `.b { margin: 1px } @media (min-width: 1px) { h2.a { margin: 0 } }`,
  };
  assert.deepEqual(sharedIn(sheets), ['.a: a.css, b.css']);
});
