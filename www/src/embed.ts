/**
 * The page in a frame of another page (`?embed=1`): compact; reports its height and state, and opens the links it is sent.
 * docs/embedding.md defines the messages; anything else is ignored.
 */
import { effect } from '@preact/signals';
import * as v from 'valibot';
import { openLink, shown } from './state/store';
import { writeLink } from './engine/core';

/** The most characters of a link; the longest that the page writes has 4000 characters of numbers. */
const LONGEST = 20_000;

const Message = v.variant('type', [
  v.strictObject({ quantscope: v.literal(1), type: v.literal('open'), link: v.pipe(v.string(), v.maxLength(LONGEST)) }),
  v.strictObject({ quantscope: v.literal(1), type: v.literal('ask') }),
]);

const send = (message: Readonly<Record<string, string | number>>): void => parent.postMessage({ quantscope: 1, ...message }, '*');

const sendState = (): void => {
  const now = shown.peek();
  if (now) send({ type: 'state', link: writeLink(now.state) });
};

/** Starts the exchange of messages with the page around. */
export const embed = (): void => {
  document.documentElement.dataset['embed'] = '';
  addEventListener('message', ({ source, data }) => {
    if (source !== parent) return;
    const read = v.safeParse(Message, data);
    if (!read.success) return;
    if (read.output.type === 'open') openLink(read.output.link);
    else sendState();
  });
  const app = document.getElementById('app');
  if (app) new ResizeObserver(() => send({ type: 'size', height: Math.ceil(app.getBoundingClientRect().height) })).observe(app);
  effect(() => {
    if (shown.value) sendState();
  });
};
