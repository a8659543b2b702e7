import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { State } from '../../engine/wasm';
import { FILE, OpenFiles } from '../files/open-files';
import { Messages } from '../messages';
import { History } from './history';

const START = {
  source: { data: 'normal', file: '', tensor: '', hash: '' },
  settings: { bits: 4 },
  view: { selected: 0, theme: 'auto', language: 'en', layout: 'look', spotlight: 'off' },
  pinned: [],
  classroom: { lesson: '', step: 0 },
} as unknown as State;

/** Links here are the JSON text of the bits and the data. */
const linkOf = (bits: number, data = 'normal'): string => `#${JSON.stringify([bits, data])}`;

const historyAt = (hash: string) => {
  const steps = [hash];
  let changed = (): void => {};
  const address = {
    read: () => steps.at(-1) ?? '',
    write: (to: string, step: boolean) => {
      if (to !== steps.at(-1)) steps.splice(step ? steps.length : -1, 1, to);
    },
    follow: (listener: () => void) => {
      changed = listener;
    },
  };
  const readLink = (link: string) => {
    const [bits, data] = JSON.parse(link.slice(1)) as [number, string];
    const source = { ...START.source, data, tensor: data === FILE ? 'weight' : '' };
    const settings = { ...START.settings, bits: Math.min(bits, 16) };
    // The link of a file is one of the lab.
    const view = { ...START.view, layout: data === FILE ? 'lab' : 'look' } as const;
    return { state: { ...START, source, settings, view }, messages: bits > 16 ? ['too many bits'] : [] };
  };
  const writeLink = ({ settings, source }: State): string => linkOf(settings.bits, source.data).slice(1);
  const messages = new Messages();
  const history = new History({ startState: START, readLink, writeLink, hasDataOf: new OpenFiles().hasDataOf, address, messages });
  history.start();
  /** The user presses the back button. */
  const goBack = (): void => {
    steps.pop();
    changed();
  };
  /** The user types an address. */
  const visit = (hash: string): void => {
    steps.push(hash);
    changed();
  };
  const bits = (): number => history.state.value.settings.bits;
  return { history, messages, steps, goBack, visit, bits };
};

let page: ReturnType<typeof historyAt>;
beforeEach(() => {
  page = historyAt(linkOf(4));
});

test('a change can be undone and redone, and the address follows', () => {
  page.history.change({ settings: { bits: 5 } });
  page.history.change({ settings: { bits: 6 } });
  assert.deepEqual(page.steps, [linkOf(4), linkOf(5), linkOf(6)]);
  page.history.undo();
  page.history.undo();
  assert.equal(page.bits(), 4);
  assert.equal(page.history.canUndo.value, false);
  page.history.redo();
  assert.equal(page.bits(), 5);
  page.history.change({ settings: { bits: 8 } });
  assert.equal(page.history.canRedo.value, false);
});

test('all changes of a gesture are one step', () => {
  for (const bits of [5, 6, 7]) page.history.change({ settings: { bits } }, 'during');
  assert.equal(page.history.isMoving(), true);
  page.history.settle();
  assert.equal(page.history.isMoving(), false);
  page.history.undo();
  assert.equal(page.bits(), 4);
});

test('a gesture that is abandoned leaves no trace', () => {
  page.history.change({ settings: { bits: 5 } }, 'during');
  page.history.abandon();
  assert.equal(page.bits(), 4);
  assert.equal(page.history.canUndo.value, false);
});

test('changes of the view are no steps, and outlive undo where they are the look', () => {
  page.history.change({ view: { theme: 'dark' } });
  assert.equal(page.history.canUndo.value, false);
  page.history.change({ settings: { bits: 5 } });
  page.history.change({ view: { theme: 'light' } });
  page.history.undo();
  assert.equal(page.history.state.value.view.theme, 'light');
});

test('a link is a step, and so is the back button', () => {
  page.history.openLink(linkOf(20));
  assert.equal(page.bits(), 16);
  assert.deepEqual(page.messages.list.value, ['too many bits']);
  page.goBack();
  assert.equal(page.bits(), 4);
  assert.deepEqual(page.messages.list.value, []);
  page.history.undo();
  assert.equal(page.bits(), 16);
});

test('of a link with something wrong, the address says what is shown in its place', () => {
  page = historyAt(linkOf(20));
  assert.deepEqual(page.steps, [linkOf(16)]);
  page.visit(linkOf(40));
  assert.deepEqual(page.steps, [linkOf(16), linkOf(16)]);
  page = historyAt(linkOf(20, FILE));
  assert.deepEqual(page.steps, [linkOf(20, FILE)], 'what waits for a file keeps its link');
});

test('falling back to a good state forgets the step that led away from it', () => {
  const good = page.history.state.value;
  page.history.change({ settings: { bits: 5 } });
  page.history.fallBack(good);
  assert.equal(page.bits(), 4);
  assert.equal(page.history.canUndo.value, false);
});

test('a link to a file that is not open waits for it', () => {
  page = historyAt(linkOf(6, FILE));
  assert.equal(page.bits(), 4, 'the start page meanwhile');
  assert.equal(page.history.state.value.view.layout, 'lab', 'in the layout of the link');
  assert.equal(page.history.pendingLink.value?.source.tensor, 'weight');
  page.history.showPendingLink('renamed.npy');
  assert.equal(page.history.pendingLink.value, undefined);
  assert.equal(page.bits(), 6);
  assert.equal(page.history.state.value.source.file, 'renamed.npy');
});

test('the hash of the loaded bytes is noted for the same data only, and is no step', () => {
  page.history.adoptHash({ ...START.source, data: 'other', hash: 'abc' });
  assert.equal(page.history.state.value.source.hash, '');
  page.history.adoptHash({ ...START.source, hash: 'abc' });
  assert.equal(page.history.state.value.source.hash, 'abc');
  assert.equal(page.history.canUndo.value, false);
});
