/**
 * The lesson that a teacher makes: a copy of another in the language of the page, or an empty one. It is in the lists of lessons as soon
 * as nothing is wrong with it, and as long as the page is open. Must not know how it is shown.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { State } from '../../../engine/wasm';
import { language } from '../../../i18n';
import { fileOf } from '../../../lessons/carried/inline';
import { linkOf } from '../../../lessons/links';
import { readLesson } from '../../../lessons/reader';
import type { Lesson, Step, Words } from '../../../lessons/schema';
import { localized } from '../../../lessons/words';
import { keepOther } from '../../../state/lessons';
import { stateOf } from '../../../state/store';
import { writeLink } from '../../../engine/core';

const current = signal<Lesson | undefined>(undefined);

/** The lesson being made. */
export const draft: ReadonlySignal<Lesson | undefined> = current;

/** What is wrong with it, each fault with its place. */
export const faults: ReadonlySignal<readonly string[]> = computed(() => {
  if (!current.value) return [];
  const read = readLesson(JSON.parse(fileOf(current.value)));
  return 'faults' in read ? read.faults : [];
});

/** An id that no other lesson has: answers are kept under it. */
const newId = (): string => `own-${Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;

/** Words in the language of the page. */
export const inLanguage = (text: string): Words => ({ [language.peek()]: text });

const isWords = (value: object): value is Words =>
  Object.entries(value).every(([key, text]) => ['en', 'es', 'zh'].includes(key) && typeof text === 'string') && Object.keys(value).length > 0;

/** Keeps the language of the page only: whoever changes the words changes them in one. */
const oneLanguage = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(oneLanguage);
  if (typeof value !== 'object' || value === null) return value;
  if (isWords(value)) return inLanguage(localized(value));
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, oneLanguage(of)]));
};

/** Begins with a copy of a lesson. */
export const copy = (of: Lesson): void => {
  current.value = { ...(oneLanguage(of) as Lesson), id: newId() };
};

export const emptyStep = (): Step => ({ words: inLanguage(''), with: {}, files: [] });

/** Begins with one step that shows what is shown now. */
export const beginEmpty = (now: State): void => {
  const [title, about] = [inLanguage(''), inLanguage('')];
  current.value = { quantscope: 'lesson', id: newId(), minutes: 10, title, about, steps: [{ ...emptyStep(), state: linkPart(now) }] };
};

/** A list with another item in one place. */
export const replaced = <T>(list: readonly T[], at: number, item: T): T[] => list.map((one, i) => (i === at ? item : one));

/** A list without the item in one place. */
export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);

/** Gives up the lesson being made. */
export const discard = (): void => {
  current.value = undefined;
};

/** Changes the lesson; where nothing is wrong with it, the lists show it as it is now. */
export const edit = (change: Partial<Lesson>): void => {
  const now = current.peek();
  if (!now) return;
  current.value = { ...now, ...change };
  if (faults.value.length === 0) keepOther(current.value);
};

const editSteps = (change: (steps: Step[]) => Step[]): void => {
  const now = current.peek();
  if (now) edit({ steps: change([...now.steps]) });
};

/** Puts a step in the place of the one with this index. */
export const putStep = (at: number, step: Step): void => editSteps((steps) => replaced(steps, at, step));

/** Adds an empty step after the one with this index. */
export const addStep = (at: number): void => editSteps((steps) => [...steps.slice(0, at + 1), emptyStep(), ...steps.slice(at + 1)]);

/** Removes a step. The next one keeps what it shows. */
export const removeStep = (at: number): void =>
  editSteps((steps) => {
    const next = steps[at + 1];
    const kept = next && next.state === undefined ? replaced(steps, at + 1, { ...next, state: linkOf({ steps }, at) }) : steps;
    return without(kept, at);
  });

/** Moves a step by one place up or down; both keep what they show. */
export const moveStep = (at: number, by: 1 | -1): void =>
  editSteps((steps) => {
    const shown = steps.map((step, i) => (i === at || i === at + by ? { ...step, state: linkOf({ steps }, i) } : step));
    const [moved, other] = [shown[at], shown[at + by]];
    return moved && other ? replaced(replaced(shown, at, other), at + by, moved) : steps;
  });

/** A state as the part of a link that a step has: without lesson, language and looks. */
export const linkPart = (now: State): string => {
  const plain = stateOf('');
  const view = { ...now.view, language: plain.view.language, theme: plain.view.theme, layout: plain.view.layout };
  return writeLink({ ...now, view, classroom: plain.classroom }).replace(/^v=\d+&?/, '');
};

/** A link with other hidden and locked parts. */
export const withParts = (link: string, hide: readonly string[], lock: readonly string[]): string =>
  [
    ...link.split('&').filter((part) => part !== '' && !/^(hide|lock)=/.test(part)),
    ...(hide.length > 0 ? [`hide=${hide.join(',')}`] : []),
    ...(lock.length > 0 ? [`lock=${lock.join(',')}`] : []),
  ].join('&');
