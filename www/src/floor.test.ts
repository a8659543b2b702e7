/**
 * The oldest browsers the page is for: README and the words name those of scripts/floor.json, and the script that says so below them
 * can be read by any browser.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseSync } from 'vite';
import { browsers } from '../../scripts/floor.ts';

test('README names the oldest browsers', () => {
  assert.ok(readFileSync('README.md', 'utf8').includes(`**${browsers}**`), `README does not say **${browsers}**`);
});

test('in each language a sentence has their place', () => {
  const languages = readdirSync('www/src/i18n', { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'core');
  assert.ok(languages.length >= 3);
  for (const { name } of languages) {
    const { browsers: sentence } = JSON.parse(readFileSync(`www/src/i18n/${name}/page/state.json`, 'utf8')) as Record<string, string>;
    assert.match(sentence ?? '', /^[^{]*\{browsers\}[^{]*$/, name);
  }
});

/** Of the kinds of syntax, those of 2009: ECMAScript 5. */
const OLD = new Set(
  `Program ExpressionStatement BlockStatement EmptyStatement IfStatement ForStatement ForInStatement WhileStatement DoWhileStatement
  ReturnStatement BreakStatement ContinueStatement ThrowStatement TryStatement CatchClause SwitchStatement SwitchCase VariableDeclaration
  VariableDeclarator FunctionDeclaration FunctionExpression CallExpression NewExpression MemberExpression AssignmentExpression
  BinaryExpression LogicalExpression UnaryExpression UpdateExpression ConditionalExpression SequenceExpression ThisExpression
  ArrayExpression ObjectExpression Property Identifier Literal ParenthesizedExpression`.split(/\s+/),
);

type Node = { type: string; start: number; [key: string]: unknown };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const isOld = (node: Node): boolean => {
  if (node.type === 'VariableDeclaration') return node.kind === 'var';
  if (node.type === 'Property') return node.shorthand !== true && node.method !== true && node.computed !== true;
  if (node.type === 'CatchClause') return node.param !== null;
  if (node.type === 'LogicalExpression') return node.operator !== '??';
  if (node.type === 'AssignmentExpression') return !['??=', '||=', '&&=', '**='].includes(String(node.operator));
  if (node.type === 'CallExpression' || node.type === 'MemberExpression') return node.optional !== true;
  return OLD.has(node.type) && node.async !== true && node.generator !== true;
};

const newer = (node: Node): Node[] => {
  const within = Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
  return [...(isOld(node) ? [] : [node]), ...within.flatMap(newer)];
};

test('the script that tells old browsers is old JavaScript', () => {
  const source = readFileSync('www/src/early-script.js', 'utf8');
  const found = (code: string): string[] =>
    newer(parseSync('early.js', code).program as unknown as Node).map(({ type, start }) => `${type}: ${code.slice(start, start + 40)}`);
  assert.deepEqual(found(source), []);
  for (const code of ['const a = 1', 'a => a', 'a?.b', '({ a })', 'try {} catch {}', '`a`', 'a ?? b', 'f(...a)', 'class A {}']) {
    assert.notDeepEqual(found(code), [], code);
  }
});
