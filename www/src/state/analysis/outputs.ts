/**
 * What comes out of the layer that the data on show are the weight of: asked after each picture, so that no picture waits for it.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { InputSource, Outputs, OutputsReadout, Settings, State } from '../../engine/wasm';
import { language } from '../../i18n';
import { examples, FILE, opened, outputsOf, same, shown, state } from '../store';
import { inquiry } from './inquiry';

type Layer = Pick<State, 'source' | 'inputs'>;

/** Whether inputs were recorded for the data. */
export const hasRecorded = ({ source }: Layer): boolean => examples.value.find(({ key }) => key === source.data)?.inputs !== undefined;

/** Whether what comes out of the layer can be computed. */
export const hasInputs = (layer: Layer): boolean =>
  layer.inputs.kind === 'made' || layer.inputs.kind === 'file' || (layer.inputs.kind === 'recorded' && hasRecorded(layer));

/** Whether it is known how much the errors of each column count. */
export const hasImportance = (layer: Layer): boolean => hasInputs(layer) || layer.inputs.kind === 'importance';

/** What the sums of squares in llama.cpp's importance matrices are called, after the name of their weight. */
const SUMS = '.in_sum2';

/** The importance matrices of the open files that fit the weight on show, the one of its name first. */
export const openImportances = computed((): readonly Pick<InputSource, 'file' | 'tensor'>[] => {
  const listing = opened.value;
  const now = shown.value;
  if (!listing || !now) return [];
  const { source } = now.state;
  const { cols } = now.frame.readout;
  const own = listing.tensors.find(({ name, file }) => source.data === FILE && listing.files[file]?.name === source.file && name === source.tensor);
  const fits = listing.tensors.flatMap(({ name, values, file }, at) => {
    const of = listing.files[file]?.name;
    // Of a weight that is several matrices (experts), the sums of all of them.
    const isOfAll = own?.shape.length === 3 && values === cols * (own.shape[0] ?? 0);
    return of !== undefined && name.endsWith(SUMS) && (values === cols || isOfAll) ? [{ at, file: of, tensor: name }] : [];
  });
  const named = fits.filter(({ at }) => at === own?.importance);
  return [...named, ...fits.filter((one) => !named.includes(one))].map(({ file, tensor }) => ({ file, tensor }));
});

/** The tensors of the open files that can be inputs of the weight on show: matrices with as many columns. */
export const openInputs = computed((): readonly Pick<InputSource, 'file' | 'tensor'>[] => {
  const listing = opened.value;
  const now = shown.value;
  if (!listing || !now) return [];
  const { source } = now.state;
  const { cols } = now.frame.readout;
  return listing.tensors.flatMap(({ name, shape, unread, file }) => {
    const of = listing.files[file]?.name;
    const fits = of !== undefined && unread === undefined && shape.length > 1 && shape.at(-1) === cols && !name.endsWith(SUMS);
    const isWeight = source.data === FILE && source.file === of && source.tensor === name;
    return fits && !isWeight ? [{ file: of, tensor: name }] : [];
  });
});

const keyOf = (...of: unknown[]): string => JSON.stringify(of);

/** An answer, and the layer that it is about. */
type Answer = { layer: string; readout: OutputsReadout };

const answer = inquiry<Answer>();
const questionOf = (now: State): { layer: string; about: string; pinned: Settings | undefined } => {
  const { source, inputs, settings } = now;
  const [pinned] = state.value.pinned;
  return { layer: keyOf(source, inputs), about: keyOf(source, inputs, settings, pinned, language.value), pinned };
};

/** Asks for the outputs of the picture on show. To be called in an effect, so that it asks again when that changes. */
export const followOutputs = (): void => {
  const now = shown.value?.state;
  if (!now || !hasInputs(now)) return;
  const { layer, about, pinned } = questionOf(now);
  void answer.ask(about, async (isWanted) => {
    const readout = await outputsOf(now, { settings: now.settings, pinned }, isWanted);
    return readout && { layer, readout };
  });
};

/** The newest outputs of the layer on show. */
type OutputsShown = { readout: OutputsReadout; isCurrent: boolean } | { refusal: string } | 'waiting';

/** Nothing where the data on show have no inputs. */
export const outputs: ReadonlySignal<OutputsShown | undefined> = computed(() => {
  const now = shown.value?.state;
  if (!now || !hasInputs(now)) return undefined;
  const { layer, about } = questionOf(now);
  const found = answer.found.value;
  if (found && 'rejected' in found) return answer.isWaiting.value ? 'waiting' : { refusal: found.rejected };
  if (found?.value.layer !== layer) return 'waiting';
  return { readout: found.value.readout, isCurrent: found.about === about };
});

/** Outputs of pinned settings, by layer and settings. */
const others = signal<ReadonlyMap<string, Outputs | 'asked'>>(new Map());

const keep = (key: string, found: Outputs | 'asked'): void => {
  others.value = new Map([...[...others.peek()].filter(([other]) => other !== key).slice(-20), [key, found]]);
};

/** Asks for the outputs of the pinned settings, one after another. To be called in an effect. */
export const followPinnedOutputs = async (): Promise<void> => {
  const layer = shown.value?.state;
  if (!layer || !hasInputs(layer)) return;
  for (const settings of state.value.pinned) {
    const key = keyOf(layer.source, layer.inputs, settings);
    if (others.peek().has(key)) continue;
    keep(key, 'asked');
    const isWanted = (): boolean => {
      const now = shown.peek()?.state;
      return now !== undefined && state.peek().pinned.some((one) => keyOf(now.source, now.inputs, one) === key);
    };
    const found = await outputsOf(layer, { settings, pinned: settings }, isWanted).catch(() => undefined);
    if (found) keep(key, found.outputs);
    else others.value = new Map([...others.peek()].filter(([other]) => other !== key));
  }
};

/** The outputs of the settings on show, or of pinned ones, once they are there. */
export const outputsUnder = (settings: Settings): Outputs | undefined => {
  const layer = shown.value?.state;
  const now = outputs.value;
  if (layer && same(settings, layer.settings) && now && now !== 'waiting' && 'readout' in now && now.isCurrent) return now.readout.outputs;
  const found = layer && others.value.get(keyOf(layer.source, layer.inputs, settings));
  return found === 'asked' ? undefined : found;
};
