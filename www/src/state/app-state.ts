/**
 * The page's instances: what is chosen, what is shown, which files are open, and the worker that computes. Nothing happens
 * before `start`. Panels and charts see them through store.ts.
 */
import { fetchSample } from '../engine/assets';
import { Rejected, WorkerBridge } from '../engine/bridge';
import { t } from '../i18n';
import { whenIdle } from '../idle';
import { browserAddress } from './history/address';
import { beforePaint } from './study/frame';
import { History } from './history/history';
import { LoadedData } from './study/loaded-data';
import { Messages } from './messages';
import { OpenFiles } from './files/open-files';
import { Pictures } from './study/pictures';
import { StudyLoop } from './study/study-loop';
import { examples, followLanguage, painterOf, readLink, START, writeLink } from '../engine/core';

const exampleFile = async (key: string): Promise<Uint8Array | undefined> => {
  const file = examples.peek().find((example) => example.key === key)?.file;
  if (file === undefined) return undefined;
  try {
    return new Uint8Array(await (await fetchSample(file)).arrayBuffer());
  } catch {
    throw new Rejected({ field: 'data', message: t('state.sampleNotLoaded', { file }) });
  }
};

export const messages = new Messages();
export const openFiles = new OpenFiles();
export const history = new History({ start: START, readLink, writeLink, hasDataOf: openFiles.hasDataOf, address: browserAddress, messages });
export const pictures = new Pictures(history.wantsPinned, (task) => beforePaint('picture', task, task));
export const worker = new WorkerBridge();
export const data = new LoadedData(worker, openFiles, exampleFile);
export const loop = new StudyLoop({ worker, data, history, pictures, messages, start: START, painterOf, whenIdle });

/** Shows what the address says, and keeps the picture up with the state from now on. */
export const start = (): void => {
  followLanguage();
  history.start();
  loop.start();
};
