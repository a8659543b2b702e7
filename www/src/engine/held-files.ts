/**
 * Reads the user's files in the page, for workers that cannot: in WebKit those of a page that was opened from a disk.
 */
import { t } from '../i18n';
import type { Given, HeldFile } from './protocol';

/** The most that is read of files that are open together: each worker holds a copy. */
const MOST_MEGABYTES = 512;

/** Bytes read at once. */
const SLICE = 2 ** 24;

/** The files are too large to be held. */
export class TooLarge extends Error {}

const hold = async (file: File | HeldFile): Promise<HeldFile> => {
  if (!(file instanceof File)) return file;
  const bytes = new Uint8Array(file.size);
  for (let at = 0; at < file.size; at += SLICE) {
    // One slice after another, so that no more than one is there beside the whole.
    // oxlint-disable-next-line no-await-in-loop
    bytes.set(new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer()), at);
  }
  return { name: file.name, bytes };
};

/** All bytes of files. Rejects with `TooLarge`. */
export const holdFiles = async (files: Given<'open'>): Promise<HeldFile[]> => {
  const size = files.reduce((sum, file) => sum + (file instanceof File ? file.size : file.bytes.length), 0);
  if (size > MOST_MEGABYTES * 2 ** 20) throw new TooLarge(t('state.filesTooLarge', { n: String(MOST_MEGABYTES) }));
  return Promise.all(files.map(hold));
};
