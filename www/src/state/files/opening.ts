/**
 * Opens the user's files and chooses a tensor of them. The files never leave the page: the worker reads them by slices.
 */
import { Rejected, WorkerLost } from '../../engine/bridge';
import type { Listing, Source, View } from '../../engine/wasm';
import { history, loop, openFiles } from '../app-state';
import { FRESH_VIEW } from '../history/history';
import { FILE } from './open-files';
import { START } from '../../engine/core';

/** The outcome of opening: a tensor is shown, the user has to choose one, or there is nothing new. */
export type Outcome = 'shown' | 'choose' | 'nothing';

const reportFault = (message: string): void => loop.report({ field: 'data', message });

/** The file that holds the tensor of a pending link, the file it names before files of other names. */
const fileOfPendingLink = ({ files, tensors }: Listing): string | undefined => {
  const source = history.pendingLink.peek()?.source;
  const holders = tensors.filter(({ name, unread }) => name === source?.tensor && unread === undefined).map(({ file }) => files[file]?.name);
  return holders.find((name) => name === source?.file) ?? holders[0];
};

/** What is open by now, and how many files of it were before. */
type Added = { listing: Listing; kept: number };

/**
 * Opens files beside those that are open and shows nothing of them; a file of the same name is replaced. Nothing where nothing new can
 * be read: that is reported.
 */
export const addBeside = async (files: readonly File[]): Promise<Added | undefined> => {
  const set = openFiles.with(files);
  const kept = set.files.length - files.length;
  let listing: Listing;
  try {
    listing = await loop.openFiles(set);
  } catch (error) {
    if (error instanceof Rejected) reportFault(error.fieldError.message);
    else if (!(error instanceof WorkerLost)) throw error;
    return undefined;
  }
  const added = listing.files.slice(kept);
  const faults = added.flatMap(({ name, fault }) => (fault === undefined ? [] : [`${name}: ${fault}`]));
  // Where nothing new can be read, what was open stays so.
  if (faults.length === added.length) {
    reportFault(faults.join(' '));
    return undefined;
  }
  loop.report(undefined);
  openFiles.replace(set, listing);
  return { listing, kept };
};

/** Opens files beside those that are open, and shows what they were opened for, as far as that is clear. */
export const addFiles = async (files: readonly File[]): Promise<Outcome> => {
  if (files.length === 0) return 'nothing';
  const opened = await addBeside(files);
  if (!opened) return 'nothing';
  const { listing, kept } = opened;
  const file = fileOfPendingLink(listing);
  if (file !== undefined) {
    history.showPendingLink(file);
    return 'shown';
  }
  const readable = listing.tensors.flatMap((tensor, i) => (tensor.file >= kept && tensor.unread === undefined ? [i] : []));
  const [only, ...more] = readable;
  if (only === undefined || more.length > 0) return 'choose';
  showTensor(only);
  return 'shown';
};

/** A tensor of the listing, all of it, as it is shown when it is chosen. */
export const sourceOf = (place: number): Source | undefined => {
  const listing = openFiles.listing.peek();
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
  if (source) history.change({ source, view: { ...FRESH_VIEW, ...view } });
};
