/**
 * The page in a frame of another page (`?embed=1`, or `data-embed` on `<html>` where its address has no query): compact; reports
 * what it shows, and takes the messages of docs/embedding.md, one after another.
 */
import { effect } from '@preact/signals';
import { PROTOCOL, type Report, type Request } from '../around/frame';
import { addWords } from '../i18n';
import words from '../i18n/en/workspaces/embed.json';
import { fieldError, openLink, shown } from '../state/store';
import { writeLink } from '../engine/core';
import { readMessage } from './messages';
import { resultOf } from './result';
import { openSent, take } from './sent';
import { applyWords, wordsOf } from './settings';

declare const __VERSION__: string;

const send = (report: Report, transferred: Transferable[] = []): void => parent.postMessage({ quantscope: PROTOCOL, ...report }, '*', transferred);

const sendReady = (): void => send({ type: 'ready', protocol: PROTOCOL, version: __VERSION__ });

const sendShown = (): void => {
  const now = shown.peek();
  if (!now) return;
  send({ type: 'state', link: writeLink(now.state) });
  send({ type: 'settings', settings: wordsOf(now.state) });
  send({ type: 'result', ...resultOf(now) });
};

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Does what a message asks. Rejects with a sentence. */
const answer = async (request: Request): Promise<void> => {
  const id = request.id === undefined ? {} : { id: request.id };
  switch (request.type) {
    case 'open':
      openLink(request.link);
      break;
    case 'ask':
      sendReady();
      sendShown();
      break;
    case 'tensor': {
      const comparison = await take(request);
      if (comparison) send({ type: 'comparison', ...id, ...comparison });
      break;
    }
    case 'files':
      await openSent(request.files, request.tensor);
      break;
    case 'settings': {
      const refusal = applyWords(request.settings);
      if (refusal !== undefined) throw new Error(refusal);
      break;
    }
    case 'picture': {
      const { chart, format } = request;
      const { chartImage } = await import('../charts/frame/export');
      const image = await chartImage(chart, format);
      const data = format === 'svg' ? await image.text() : await image.arrayBuffer();
      send({ type: 'picture', ...id, format, data }, typeof data === 'string' ? [] : [data]);
      break;
    }
  }
};

/** Starts the exchange of messages with the page around. */
export const embed = (): void => {
  document.documentElement.dataset['embed'] ??= '';
  addWords('embed', words);
  let last: Promise<void> = Promise.resolve();
  addEventListener('message', ({ source, data }) => {
    if (source !== parent) return;
    const read = readMessage(data);
    if (!read) return;
    if ('refusal' in read) {
      const { about, refusal: message, id } = read;
      send({ type: 'error', about, message, ...(id === undefined ? {} : { id }) });
      return;
    }
    const { request } = read;
    last = last
      .then(() => answer(request))
      .catch((error: unknown) =>
        send({ type: 'error', about: request.type, message: reason(error), ...(request.id === undefined ? {} : { id: request.id }) }),
      );
  });
  sendReady();
  const app = document.getElementById('app');
  if (app) new ResizeObserver(() => send({ type: 'size', height: Math.ceil(app.getBoundingClientRect().height) })).observe(app);
  // Pictures come once a frame, and so does what is told of them.
  effect(() => {
    if (shown.value) sendShown();
  });
  effect(() => {
    const fault = fieldError.value;
    if (fault) send({ type: 'error', about: fault.field, message: fault.message });
  });
};
