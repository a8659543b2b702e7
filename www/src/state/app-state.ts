/**
 * The page's instances: the chosen state, the picture, the open files, and the worker that computes. Nothing happens
 * before `startState`. Panels and charts see them through store.ts.
 */
import { fetchSample } from '../engine/assets';
import { Rejected, WorkerBridge } from '../engine/bridge';
import { compiledRest } from '../engine/wasm';
import { t } from '../i18n';
import { whenIdle } from '../idle';
import { browserAddress } from './history/address';
import { beforePaint } from './study/frame';
import { History } from './history/history';
import { ChartLayout } from './study/chart-layout';
import { LoadedData } from './study/loaded-data';
import { Messages } from './messages';
import { OpenFiles } from './files/open-files';
import { Pictures } from './study/pictures';
import { StudyLoop } from './study/study-loop';
import { examples, followLanguage, painterOf, readLink, START, writeLink } from '../engine/core';

const exampleFile = async (key: string, which: 'file' | 'inputs'): Promise<Uint8Array | undefined> => {
  const file = examples.peek().find((example) => example.key === key)?.[which];
  if (file === undefined) return undefined;
  // Its reader, at the same time; where that does not arrive, the worker says so.
  void compiledRest().catch(() => undefined);
  try {
    return new Uint8Array(await (await fetchSample(file)).arrayBuffer());
  } catch {
    throw new Rejected({ field: 'data', message: t('state.sampleNotLoaded', { file }) });
  }
};

export const messages = new Messages();
export const openFiles = new OpenFiles();
export const history = new History({ startState: START, readLink, writeLink, hasDataOf: openFiles.hasDataOf, address: browserAddress, messages });
export const pictures = new Pictures(history.isPress, (task) => beforePaint('picture', task, task));
export const worker = new WorkerBridge();
export const data = new LoadedData(worker, openFiles, exampleFile);
export const layout = new ChartLayout();
export const loop = new StudyLoop({ worker, data, sizes: layout.sizes, history, pictures, messages, startState: START, painterOf, whenIdle });

/** Takes the state of the address, and keeps the picture up with the state from now on. */
export const startState = (): void => {
  followLanguage();
  history.start();
  loop.start();
};
