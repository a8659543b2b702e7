/**
 * The user's open files: the browser's handles and what the engine listed of them. Knows no way to open them.
 */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { FILE } from '../../engine/protocol';
import type { Listing, Source, TensorInfo } from '../../engine/wasm';

export { FILE } from '../../engine/protocol';

/** Files that are open together. Two sets with the same id are the same. */
export type FileSet = { readonly id: number; readonly files: readonly File[] };

/** The set before any file is opened. */
const NONE: FileSet = { id: 0, files: [] };

export class OpenFiles {
  readonly #open = signal<{ set: FileSet; listing: Listing | undefined }>({ set: NONE, listing: undefined });
  #sets = 0;
  #replaced = new AbortController();

  /** The open files and their tensors; nothing as long as no file is open. */
  readonly listing: ReadonlySignal<Listing | undefined> = computed(() => this.#open.value.listing);

  /** Tells the files that are open now from others. */
  readonly id: ReadonlySignal<number> = computed(() => this.#open.value.set.id);

  /** The files that are open now. */
  get set(): FileSet {
    return this.#open.peek().set;
  }

  /** Aborted when other files are opened: for work on the files that are open now. */
  get untilReplaced(): AbortSignal {
    return this.#replaced.signal;
  }

  /**
   * The open files with others added. A file of the same name is replaced, and the values of a replaced model go with it: they
   * would be read as those of the new one, which may be another. The added files are not open yet, see `replace`.
   */
  with(added: readonly File[]): FileSet {
    const { set, listing } = this.#open.peek();
    const isReplaced = (open: File | undefined): boolean => added.some(({ name }) => name === open?.name);
    const kept = set.files.filter((open, index) => {
      const models = listing?.files[index]?.models ?? [];
      return !isReplaced(open) && (models.length === 0 || !models.every((model) => isReplaced(set.files[model])));
    });
    this.#sets += 1;
    return { id: this.#sets, files: [...kept, ...added] };
  }

  /** From now on these files are open. */
  replace(set: FileSet, listing: Listing): void {
    this.#replaced.abort();
    this.#replaced = new AbortController();
    this.#open.value = { set, listing };
  }

  /** The tensor of a source among the open files. */
  readonly tensorOf = ({ data, file, tensor }: Source): TensorInfo | undefined => {
    const listing = this.listing.value;
    if (data !== FILE || !listing) return undefined;
    return listing.tensors.find((info) => info.name === tensor && listing.files[info.file]?.name === file);
  };

  /** Whether a source needs no file that is not open. */
  readonly hasDataOf = (source: Source): boolean => source.data !== FILE || this.tensorOf(source) !== undefined;
}

/** Results about the open files; dropped when other files are opened. */
export class FileFindings<T> {
  readonly #latest: Signal<{ files: number; value: T }>;
  readonly now: ReadonlySignal<T>;

  constructor(
    private readonly files: OpenFiles,
    nothing: T,
  ) {
    this.#latest = signal({ files: 0, value: nothing });
    this.now = computed(() => (this.#latest.value.files === files.id.value ? this.#latest.value.value : nothing));
  }

  /** Changes what is known of the files of a set, unless other files are open by now. */
  change(set: FileSet, by: Partial<T>): void {
    if (set.id === this.files.id.peek()) this.#latest.value = { files: set.id, value: { ...this.now.peek(), ...by } };
  }
}

/** A source in a file as one name: `model.safetensors · encoder.weight[0:64, :]`. */
export const dataName = ({ file, tensor, cut }: Source): string => `${file} · ${tensor}${cut === '' ? '' : `[${cut}]`}`;
