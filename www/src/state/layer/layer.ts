/**
 * The layer's workspace: its settings, and the layer under them, asked from the worker in steps. To be used once the page's own
 * instance has the rest of the wasm module.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { layerText, readLayer, workspaceText } from '../../engine/layer';
import type { InputRounding, LayerOutcome, LayerSettings, LayerView, Method, OutputErrors, Settings, State } from '../../engine/wasm';
import { language } from '../../i18n';
import { hasInputs } from '../analysis/outputs';
import { inquiry } from '../analysis/inquiry';
import { change, shown, state } from '../store';
import { layerOf, layerReportOf } from './asking';

export type MethodName = Method['name'];

const read = computed(() => {
  void language.value;
  return readLayer(state.value.workspaces.layer);
});

/** The layer's settings besides those of its weight. */
export const layerSettings: ReadonlySignal<LayerSettings> = computed(() => read.value.workspace.settings);

/** The view of the layer on show. */
export const layerView: ReadonlySignal<LayerView> = computed(() => read.value.workspace.view);

/** The settings as text: what questions are about, whatever the view. */
const text = computed(() => layerText(layerSettings.value));

/** What was wrong with the layer settings of a link, a sentence each. */
export const layerMessages: ReadonlySignal<readonly string[]> = computed(() => read.value.messages);

/** Changes layer settings; `during` a gesture as one step of undo. */
export const changeLayer = (by: Partial<LayerSettings>, gesture: 'during' | 'end' = 'end'): void =>
  change({ workspaces: { layer: workspaceText({ view: layerView.peek(), settings: { ...layerSettings.peek(), ...by } }) } }, gesture);

/** Shows another view of the layer. */
export const showLayerView = (view: LayerView): void => change({ workspaces: { layer: workspaceText({ settings: layerSettings.peek(), view }) } });

/** The layer under settings. */
type Found = {
  /** Weight and inputs. */
  layer: string;
  /** How the weight was rounded. */
  weight: Settings;
  /** How the inputs were. */
  rounding: InputRounding;
  outcome: LayerOutcome;
  method: MethodName;
  nearest: OutputErrors | undefined;
};

const keyOf = (...of: unknown[]): string => JSON.stringify(of);

/** The layer on show as questions name it: its weight and inputs, and with its settings. */
type Asked = { now: State; text: string; layer: string; about: string };

const askedWith = (now: State, layerText: string): Asked => {
  const layer = keyOf(now.source, now.inputs);
  return { now, text: layerText, layer, about: keyOf(layer, now.settings, layerText, language.value) };
};

/** Nothing where the data on show have no inputs. */
export const asked: ReadonlySignal<Asked | undefined> = computed(() => {
  const now = shown.value?.state;
  return now && hasInputs(now) ? askedWith(now, text.value) : undefined;
});

const answer = inquiry<Found>();

/** Evaluation errors of rounding to nearest, by all that they depend on. */
const nearestKnown = signal<{ key: string; errors: OutputErrors } | undefined>(undefined);

/** The same layer, rounded to nearest with nothing done before: what a method is compared with. */
const nearestOf = async (now: State, settings: LayerSettings, isWanted: () => boolean): Promise<OutputErrors | undefined> => {
  const { text: layer, about: key } = askedWith(now, layerText({ ...settings, method: { name: 'round-to-nearest' } }));
  const known = nearestKnown.peek();
  if (known?.key === key) return known.errors;
  const report = await layerReportOf(now, { settings: now.settings, layer }, isWanted);
  if (report) nearestKnown.value = { key, errors: report.evaluation };
  return report?.evaluation;
};

/** Asks for the layer on show. To be called in an effect, so that it asks again when that changes. */
export const followLayer = (): void => {
  const question = asked.value;
  if (!question) return;
  const { now, text: layer } = question;
  const settings = layerSettings.value;
  void answer.ask(question.about, async (isWanted) => {
    const { name: method } = settings.method;
    const nearest = method === 'round-to-nearest' ? undefined : await nearestOf(now, settings, isWanted);
    const outcome = await layerOf(now, { settings: now.settings, layer }, isWanted);
    return outcome && { layer: question.layer, weight: now.settings, rounding: settings.inputs, outcome, method, nearest };
  });
};

/** What is asked is no longer wanted. */
export const stopLayer = answer.stop;

/** The newest study of the layer on show. */
type LayerShown = (Found & { isCurrent: boolean }) | { refusal: string } | 'waiting';

/** Nothing where the data on show have no inputs. */
export const layerShown: ReadonlySignal<LayerShown | undefined> = computed(() => {
  if (!asked.value) return undefined;
  const { layer, about } = asked.value;
  const found = answer.found.value;
  if (found && 'rejected' in found && !answer.isWaiting.value) return { refusal: found.rejected };
  const last = answer.newest.value;
  return last?.value.layer === layer ? { ...last.value, isCurrent: last.about === about } : 'waiting';
});

/** The same where it is there. */
export const layerFound = computed(() => {
  const now = layerShown.value;
  return now && now !== 'waiting' && 'outcome' in now ? now : undefined;
});
