/**
 * The files and the data that the worker holds. Lost with the worker; `generation` changes when that happens.
 */
import type { AskOptions, EngineWorker } from '../../engine/bridge';
import type { InputSource, Listing, Settings, Source } from '../../engine/wasm';
import { FILE, type FileSet, type OpenFiles } from '../files/open-files';
import { same, sameData } from '../same';

type Held = {
  generation: number;
  source?: Source;
  /** The values left out of a sample, in words. */
  sampled?: string | undefined;
  /** The inputs of the layer that the data are the weight of. */
  inputs?: InputSource | undefined;
  /** The id of the open files, 0 for none. */
  files: number;
};

/** Whether inputs stand in the user's files. */
const isOfFiles = ({ kind }: InputSource): boolean => kind === 'file' || kind === 'importance';

/** Whether errors are counted by the inputs: they must be loaded for a study then, in place of those that another question was about. */
export const countsByInputs = ({ range, imatrix }: Settings): boolean => range === 'weighted' || imatrix;

export class LoadedData {
  #last: Held = { generation: -1, files: 0 };

  /** `exampleFile` fetches the file of an example, or that of its inputs, if it has one. */
  constructor(
    private readonly worker: EngineWorker,
    private readonly files: OpenFiles,
    private readonly exampleFile: (key: string, which: 'file' | 'inputs') => Promise<Uint8Array | undefined>,
  ) {}

  /** The values left out of the loaded data, in words. */
  get sampled(): string | undefined {
    return this.#held.sampled;
  }

  /** Whether the worker holds the data of `source`. */
  holds(source: Source): boolean {
    return same(this.#held.source, source);
  }

  /** Loads data. Returns their source with the hash of what was found. After a failure the earlier data are still loaded. */
  async load(source: Source, options: AskOptions): Promise<Source> {
    if (this.holds(source)) return source;
    const isFile = source.data === FILE;
    if (isFile) await this.ensureFilesOpen(options);
    const before = this.#held.source;
    const isEdit = before !== undefined && sameData(before, source) && before.hash === source.hash;
    const file = isEdit ? undefined : await this.exampleFile(source.data, 'file');
    const { hash, sampled } = await (file
      ? this.worker.ask('loadExample', { source, file }, options)
      : this.worker.ask(isFile ? 'loadFile' : 'load', source, options));
    const loaded = isFile ? { ...source, hash } : source;
    this.#last = { ...this.#held, source: loaded, sampled, inputs: isEdit ? this.#held.inputs : undefined };
    return loaded;
  }

  /** Loads inputs for the data that the worker holds. */
  async loadInputs(inputs: InputSource, options: AskOptions): Promise<void> {
    const { source } = this.#held;
    if (!source || same(this.#held.inputs, inputs)) return;
    if (isOfFiles(inputs) && this.files.set.files.length > 0) await this.ensureFilesOpen(options);
    const file = inputs.kind === 'recorded' ? await this.exampleFile(source.data, 'inputs') : undefined;
    await this.worker.ask('loadInputs', { inputs, file }, options);
    this.#last = { ...this.#held, inputs };
  }

  /** Opens files in the worker; the loaded data stay. */
  async open(set: FileSet, options: AskOptions): Promise<Listing> {
    const listing = await this.worker.ask('open', set.files, options);
    const { inputs } = this.#held;
    this.#last = { ...this.#held, files: set.id, inputs: inputs && isOfFiles(inputs) ? undefined : inputs };
    return listing;
  }

  /** Sees to it that the worker has the user's open files open. */
  async ensureFilesOpen(options: AskOptions): Promise<void> {
    if (this.#held.files !== this.files.set.id) await this.open(this.files.set, options);
  }

  get #held(): Held {
    const { generation } = this.worker;
    if (this.#last.generation !== generation) this.#last = { generation, files: 0 };
    return this.#last;
  }
}
