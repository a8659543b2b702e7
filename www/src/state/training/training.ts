/**
 * The training on show: its settings, which the chosen state holds as text, and a worker of its own that computes it. Loaded with the
 * workspace.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { Rejected, WorkerBridge, WorkerLost } from '../../engine/bridge';
import type { Answer, Given, Question } from '../../engine/protocol';
import { startRest, wasm, type TrainingFrame, type TrainingPainter, type TrainingSettings } from '../../engine/wasm';
import { language, t } from '../../i18n';
import { state } from '../store';
import { history } from '../app-state';
import { same } from '../same';

/** A training at a step, as it is shown. */
export type Shown = { frame: TrainingFrame; painter: TrainingPainter; settings: TrainingSettings };

export type Speed = 'slow' | 'medium' | 'fast';

/** How much is computed between two pictures, and the pause after each, in milliseconds. */
const SPEEDS: Record<Speed, { steps: number; milliseconds: number; pause: number }> = {
  slow: { steps: 1, milliseconds: 1000, pause: 200 },
  medium: { steps: 5, milliseconds: 60, pause: 30 },
  fast: { steps: 1000, milliseconds: 90, pause: 0 },
};

/** Without motion, what is trained appears after so many steps. */
const STILL = { steps: 500, milliseconds: 4000, pause: 0 };

const shot = signal<Shown | undefined>(undefined);
const playing = signal(false);
const computing = signal(false);
const broken = signal<string | undefined>(undefined);
const isReady = signal(false);

/** What is shown; nothing before the first answer. */
export const shown: ReadonlySignal<Shown | undefined> = shot;
/** Whether training with rounding goes on. */
export const isPlaying: ReadonlySignal<boolean> = playing;
/** Whether the worker is on its way to what the settings say. */
export const isComputing: ReadonlySignal<boolean> = computing;
/** Why training stopped, in a sentence. */
export const fault: ReadonlySignal<string | undefined> = broken;
/** How fast it plays. */
export const speed = signal<Speed>('fast');

const text = computed(() => state.value.workspaces.training);

const read = computed(() => {
  void language.value;
  return isReady.value ? wasm.read_training(text.value) : undefined;
});

/** The settings; nothing before the module that reads them is there. */
export const settings: ReadonlySignal<TrainingSettings | undefined> = computed(() => read.value?.settings);
/** What was wrong with the link, a sentence each. */
export const warnings: ReadonlySignal<readonly string[]> = computed(() => read.value?.messages ?? []);

/** The step at which playing ends. */
const endOf = ({ healing }: TrainingSettings): number => healing.steps;

/** The steps with rounding that are shown. */
export const step = computed(() => shot.value?.frame.step ?? 0);

const write = (to: TrainingSettings): void => history.change({ workspaces: { training: wasm.training_text(to) } });

/** Whether the step of the next answer is to be kept. */
const pausing = signal(false);

/** Pauses with the next answer, whose step is then kept. */
export const pause = (): void => {
  pausing.value = playing.peek();
  playing.value = false;
};

/** Keeps the step on show in the settings, and so in the link. */
const keepStep = (): void => {
  const [now, at] = [settings.peek(), shot.peek()];
  if (now && at && now.step !== at.frame.step) write({ ...now, step: at.frame.step });
};

/** Changes what is trained: it starts again from step 0. */
export const choose = (by: Partial<TrainingSettings>): void => {
  const now = settings.peek();
  if (!now) return;
  playing.value = false;
  pausing.value = false;
  broken.value = undefined;
  loop.rewind();
  write({ ...now, step: 0, ...by });
};

/** Changes which weight is looked at: training goes on. */
export const lookAt = (layer: number, weight: number): void => {
  const now = settings.peek();
  if (now) write({ ...now, step: step.peek(), layer, weight });
};

/** Trains with rounding from where it is; from the start again where it has ended. */
export const play = (): void => {
  const now = settings.peek();
  if (!now) return;
  broken.value = undefined;
  if (step.peek() >= endOf(now)) choose({});
  playing.value = true;
};

/** One step. */
export const stepOnce = (): void => {
  const now = settings.peek();
  if (!now) return;
  playing.value = false;
  pausing.value = false;
  write({ ...now, step: step.peek() + 1 });
};

/** Back to step 0. */
export const reset = (): void => choose({});

const worker = new WorkerBridge();

/** Asks the worker one question after another. */
class Line {
  #last: Promise<unknown> = Promise.resolve();

  ask<Q extends Question>(question: Q, given: Given<Q>): Promise<Answer<Q>> {
    const next = this.#last.then(() => worker.ask(question, given));
    this.#last = next.catch(() => undefined);
    return next;
  }
}

const line = new Line();
const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** How much to compute before the next picture: all at once what a link asks for, without motion in large parts. */
const paceOf = (plays: boolean): (typeof SPEEDS)[Speed] => {
  if (isStill()) return STILL;
  return SPEEDS[plays ? speed.peek() : 'fast'];
};

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What the worker was last asked for. */
type Asked = { text: string; language: string };

const wanted = (): Asked => ({ text: text.peek(), language: language.peek() });

const show = (models: Uint8Array, frame: TrainingFrame, of: TrainingSettings): void => {
  const before = shot.peek();
  shot.value = { frame, settings: of, painter: new wasm.TrainingPainter(models) };
  before?.painter.free();
};

/** Asks the worker until what is shown is what is wanted. */
class Loop {
  #answered: Asked | undefined;
  #isRunning = false;
  #isOpen = false;
  /** Whether the worker must start again from the step of the text, even where that is the text it was asked for last. */
  #mustRewind = false;

  open(): void {
    this.#isOpen = true;
  }

  close(): void {
    this.#isOpen = false;
    this.#answered = undefined;
  }

  /** Starts again with the next question. */
  rewind(): void {
    this.#mustRewind = true;
  }

  async run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#isOpen && this.#isWanting()) computing.value = await this.#ask();
    } catch (error) {
      if (!(error instanceof Rejected || error instanceof WorkerLost)) throw error;
      playing.value = false;
      // A worker that was ended with the workspace is no fault: what it did not answer is asked again.
      if (!(error instanceof WorkerLost && error.cancelled)) {
        broken.value = error.message;
        this.#answered = wanted();
      }
    } finally {
      computing.value = false;
      this.#isRunning = false;
    }
    // It may have been opened again meanwhile.
    if (this.#isOpen && this.#isWanting()) void this.run();
  }

  #isWanting(): boolean {
    if (!settings.peek()) return false;
    return this.#mustRewind || playing.peek() || computing.peek() || this.#answered === undefined || !same(this.#answered, wanted());
  }

  /** Asks once; gives whether there is more to do. */
  async #ask(): Promise<boolean> {
    const now = settings.peek();
    if (!now) return false;
    computing.value = true;
    this.#mustRewind = false;
    const asked = wanted();
    const plays = playing.peek();
    const to = plays ? endOf(now) : now.step;
    const pace = paceOf(plays);
    // While it plays, the step of the text is the one that it began at.
    const rewinds = !plays || (now.step === 0 && this.#answered?.text !== asked.text);
    const given = { text: asked.text, rewinds, to, steps: pace.steps, milliseconds: pace.milliseconds };
    const { models, frame } = await line.ask('train', given);
    this.#answered = asked;
    broken.value = undefined;
    show(models, frame, now);
    const isThere = frame.float_step >= now.recipe.learning.steps && frame.step >= to;
    if (!isThere && pace.pause > 0) await wait(pace.pause);
    if (plays && (isThere || pausing.peek()) && text.peek() === asked.text && !this.#mustRewind) {
      playing.value = false;
      pausing.value = false;
      keepStep();
    }
    return !isThere;
  }
}

const loop = new Loop();

/** A file of the training on show; nothing before there is one. */
export const fileOf = async (what: 'csv' | 'npy' | 'program', link: string): Promise<Blob | undefined> =>
  shot.peek() && line.ask('trainingFile', { what, link });

/** Keeps the training up with the settings while the workspace is open; returns what ends it. */
export const followTraining = (): (() => void) => {
  loop.open();
  startRest().then(
    () => {
      isReady.value = true;
    },
    (error: unknown) => {
      broken.value = t('state.engineNotLoaded', { why: String(error) });
    },
  );
  const unfollow = effect(() => {
    void [text.value, language.value, playing.value, isReady.value];
    queueMicrotask(() => void loop.run());
  });
  return () => {
    unfollow();
    if (playing.peek()) keepStep();
    playing.value = false;
    loop.close();
    worker.end();
  };
};
