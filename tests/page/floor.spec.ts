/**
 * The oldest browsers the page is for: nothing newer is left in what is built, without popovers the page works, and a browser that
 * is too old is told so, whatever was asked for.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { browsers } from '../../scripts/floor.ts';
import { expect, test } from './fixtures.ts';

/** What those browsers lack and the page might use, in code. `popover-stand-in.ts` stands in for the popovers. */
const NEWER_CODE = [
  /\.(toSorted|toReversed|toSpliced|findLast\?|union|intersection|difference|isSubsetOf|isSupersetOf|isDisjointFrom)\((?!\[)/,
  /\.(with)\(\w+,/,
  /AbortSignal\.any|Promise\.(withResolvers|try)|Array\.fromAsync|(Object|Map)\.groupBy|URL\.(canParse|parse)\(/,
  /\.(checkVisibility|isWellFormed|toWellFormed|moveBefore|requestClose|getOrInsert)\(/,
  /\.(values|keys|entries)\(\)\.(map|filter|find|some|every|toArray|reduce|forEach|take|drop|flatMap)\(/,
  /startViewTransition|new Intl\.(DurationFormat|Segmenter)|Iterator\.|\.toBase64\(|fromBase64\(/,
];

/** And in styles. `:has()` and `text-wrap` are for looks only, and `:popover-open` asks for what stands in for popovers. */
const NEWER_STYLES = [/light-dark\(/, /color-mix\(/, /[{};]\s*&/, /@(scope|starting-style|layer|position-try)/, /anchor\(/, /\bround\(|oklch\(|\binterpolate-size/];

const filesOf = (end: string): string[] =>
  readdirSync('dist/assets')
    .filter((name) => name.endsWith(end))
    .map((name) => `dist/assets/${name}`);

test('what is built has nothing that the oldest browsers lack', () => {
  const found = (files: readonly string[], newer: readonly RegExp[]): string[] =>
    files.flatMap((file) => newer.flatMap((pattern) => [readFileSync(file, 'utf8').match(pattern)?.[0]].flatMap((at) => (at ? [`${file}: ${at}`] : []))));
  expect(found(filesOf('.js'), NEWER_CODE)).toEqual([]);
  expect(found(filesOf('.css'), NEWER_STYLES)).toEqual([]);
});
