/**
 * Opens the user's files and chooses a tensor of them. The files never leave the page: the worker reads them by slices.
 */
import { Lost, Refused } from '../engine/client';
import type { Listing, Source, View } from '../engine/wasm';
import { FILE, keepOpen, opened, openHandles } from './files';
import { change, FRESH_VIEW, showWanted, wanted } from './history';
import { complain, openInWorker } from './run';
import { START } from '../engine/core';

/** What came of opening: a tensor is shown, the user has to choose one, or there is nothing new. */
export type Outcome = 'shown' | 'choose' | 'nothing';

const complainOfData = (message: string): Outcome => {
  complain({ field: 'data', message });
  return 'nothing';
};

/** The tensor a waiting link asks for, the file it names before files of other names. */
const findWanted = ({ files, tensors }: Listing): string | undefined => {
  const source = wanted.peek()?.source;
  const held = tensors.filter(({ name, unread }) => name === source?.tensor && unread === undefined).map(({ file }) => files[file]?.name);
  return held.find((name) => name === source?.file) ?? held[0];
};

/** Opens files beside those that are open; a file of the same name is replaced. */
export const openFiles = async (files: readonly File[]): Promise<Outcome> => {
  if (files.length === 0) return 'nothing';
  const kept = openHandles().filter(({ name }) => !files.some((file) => file.name === name));
  const all = [...kept, ...files];
  let listing: Listing | undefined;
  try {
    listing = await openInWorker(all);
  } catch (error) {
    if (error instanceof Refused) return complainOfData(error.complaint.message);
    if (error instanceof Lost) return 'nothing';
    throw error;
  }
  if (!listing) return 'nothing';
  const fresh = listing.files.slice(kept.length);
  const faults = fresh.flatMap(({ name, fault }) => (fault === undefined ? [] : [`${name}: ${fault}`]));
  // Where nothing new can be read, what was open stays so.
  if (faults.length === fresh.length) return complainOfData(faults.join(' '));
  complain(undefined);
  keepOpen(all, listing);
  const file = findWanted(listing);
  if (file !== undefined) {
    showWanted(file);
    return 'shown';
  }
  const readable = listing.tensors.flatMap((tensor, i) => (tensor.file >= kept.length && tensor.unread === undefined ? [i] : []));
  const [only, ...more] = readable;
  if (only === undefined || more.length > 0) return 'choose';
  showTensor(only);
  return 'shown';
};

/** A tensor of the listing, all of it, as it is shown when it is chosen. */
export const sourceOf = (place: number): Source | undefined => {
  const listing = opened.peek();
  const tensor = listing?.tensors[place];
  const file = listing?.files[tensor?.file ?? -1];
  if (!tensor || !file) return undefined;
  // Kernels and experts have their channels in front; a matrix has its rows there anyway.
  const axis = tensor.shape.length > 2 ? 0 : START.source.axis;
  return { ...START.source, data: FILE, file: file.name, tensor: tensor.name, axis };
};

/** Shows a tensor of the listing; `view` says where to look. */
export const showTensor = (place: number, view: Partial<View> = {}): void => {
  const source = sourceOf(place);
  if (source) change({ source, view: { ...FRESH_VIEW, ...view } });
};
