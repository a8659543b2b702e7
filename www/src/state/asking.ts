/**
 * What the page asks about the data on show between two studies: other settings, single values, files to save. None
 * disturbs a study.
 */
import { ask } from '../engine/client';
import type { Answer, Ask } from '../engine/protocol';
import type { Disagreement, Measured, Settings, Source, StoredAt } from '../engine/wasm';
import { showPinned } from './history';
import { chosen, present } from './picture';
import { between, giveOpenFiles, holds } from './run';
import { linkTo } from '../engine/core';

/** The last result as a file. */
export const exportFile = async (what: 'csv' | 'json' | 'numpy' | 'torch'): Promise<Blob | undefined> => {
  // What is saved must be what is seen.
  showPinned(false);
  const answer = await between(async () => {
    present();
    const now = chosen.value?.state;
    if (!now) return undefined;
    const link = linkTo(now);
    return ask(what === 'csv' || what === 'json' ? { kind: 'export', format: what, state: now, link } : { kind: 'program', dialect: what, link });
  });
  return answer?.kind === 'text' ? answer.blob : undefined;
};

/** Asks about the data of `source` between two studies; nothing where the worker holds other data by then. */
export const askAbout = <K extends Answer['kind']>(source: Source, question: Ask, kind: K): Promise<Extract<Answer, { kind: K }> | undefined> =>
  between(async () => {
    if (!holds(source)) return undefined;
    const answer = await ask(question);
    return answer.kind === kind ? (answer as Extract<Answer, { kind: K }>) : undefined;
  });

/** Measures other settings on the data of `source`; nothing where the worker holds other data by then. */
export const measure = async (source: Source, settings: Settings): Promise<Measured | undefined> =>
  (await askAbout(source, { kind: 'measure', settings }, 'measured'))?.measured;

/** Where the other conventions disagree with the chosen one; nothing where the worker holds other data by then. */
export const findDisagreements = (): Promise<Disagreement[] | undefined> =>
  between(async () => {
    const now = chosen.value?.state;
    if (!now || !holds(now.source)) return undefined;
    const answer = await ask({ kind: 'disagree', settings: now.settings });
    return answer.kind === 'disagreements' ? answer.disagreements : undefined;
  });

/** The block of its file that a value on show was decoded from; nothing where it was not, or the worker holds other data. */
export const storedAt = (index: number): Promise<StoredAt | undefined> =>
  between(async () => {
    const now = chosen.value?.state;
    if (!now || !holds(now.source)) return undefined;
    const answer = await ask({ kind: 'stored', index });
    return answer.kind === 'stored' ? answer.at : undefined;
  });

/** The metadata of an open file, keys and values in words. */
export const metadataOf = (file: number): Promise<[string, string][]> =>
  between(async () => {
    await giveOpenFiles();
    const answer = await ask({ kind: 'metadata', file });
    return answer.kind === 'metadata' ? answer.pairs : [];
  });
