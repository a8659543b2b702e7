/**
 * The user's open files: what the engine listed, and the handles to open them again with. Knows no way to open them.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Listing, Source, TensorInfo } from '../engine/wasm';

/** The key of a source in a file, as links write it. */
export const FILE = 'file';

const listed = signal<Listing | undefined>(undefined);

let handles: readonly File[] = [];

/** The open files and their tensors; nothing as long as no file is open. */
export const opened: ReadonlySignal<Listing | undefined> = listed;

/** The browser's handles of the open files, in the order of the listing. */
export const openHandles = (): readonly File[] => handles;

/** From now on these files are open. */
export const keepOpen = (files: readonly File[], listing: Listing): void => {
  handles = files;
  listed.value = listing;
};

/** The tensor of a source among the open files. */
export const tensorOf = ({ data, file, tensor }: Source): TensorInfo | undefined => {
  const listing = listed.value;
  if (data !== FILE || !listing) return undefined;
  return listing.tensors.find((info) => info.name === tensor && listing.files[info.file]?.name === file);
};

/** Whether a source can be shown as far as files go. */
export const isAtHand = (source: Source): boolean => source.data !== FILE || tensorOf(source) !== undefined;

/** A source in a file as one name: `model.safetensors · encoder.weight[0:64, :]`. */
export const dataName = ({ file, tensor, cut }: Source): string => `${file} · ${tensor}${cut === '' ? '' : `[${cut}]`}`;
