/**
 * The page in a frame of another page (`?embed=1`): compact, telling its height and what is on show, opening links it is sent.
 * docs/embedding.md states the messages; anything else is ignored.
 */
import { effect } from '@preact/signals';
import * as v from 'valibot';
import { openLink, shown } from './state/store';
import { writeLink } from './engine/core';

/** The most a link may be; the longest the page writes has 4000 characters of numbers. */
const LONGEST = 20_000;

const Message = v.variant('type', [
  v.strictObject({ quantscope: v.literal(1), type: v.literal('open'), link: v.pipe(v.string(), v.maxLength(LONGEST)) }),
  v.strictObject({ quantscope: v.literal(1), type: v.literal('ask') }),
]);

const tell = (message: Readonly<Record<string, string | number>>): void => parent.postMessage({ quantscope: 1, ...message }, '*');

const tellState = (): void => {
  const now = shown.peek();
  if (now) tell({ type: 'state', link: writeLink(now.state) });
};

/** Begins to talk with the page around. */
export const embed = (): void => {
  document.documentElement.dataset['embed'] = '';
  addEventListener('message', ({ source, data }) => {
    if (source !== parent) return;
    const read = v.safeParse(Message, data);
    if (!read.success) return;
    if (read.output.type === 'open') openLink(read.output.link);
    else tellState();
  });
  const app = document.getElementById('app');
  if (app) new ResizeObserver(() => tell({ type: 'size', height: Math.ceil(app.getBoundingClientRect().height) })).observe(app);
  effect(() => {
    if (shown.value) tellState();
  });
};
