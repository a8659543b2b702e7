/**
 * The training on show: its settings, which the chosen state holds as text, and a worker of its own that computes it. Loaded with the
 * workspace.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { Rejected, WorkerBridge, WorkerLost } from '../../engine/bridge';
import { startRest, wasm, type TrainingFrame, type TrainingPainter, type TrainingSettings } from '../../engine/wasm';
import { language, t } from '../../i18n';
import { state } from '../store';
import { history } from '../app-state';
import { same } from '../same';
import { WorkerQueue } from '../study/worker-queue';

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

/** What becomes of the training after the answer that is under way: it plays on, its step is kept, or it stays at the step of the settings. */
type Mode = 'plays' | 'pauses' | 'rests';

const shot = signal<Shown | undefined>(undefined);
const mode = signal<Mode>('rests');
const computing = signal(false);
const broken = signal<string | undefined>(undefined);
const isReady = signal(false);

/** What is shown; nothing before the first answer. */
export const shown: ReadonlySignal<Shown | undefined> = shot;
/** Whether training with rounding goes on. */
export const isPlaying: ReadonlySignal<boolean> = computed(() => mode.value === 'plays');
/** Whether the worker is on its way to what the settings say. */
export const isComputing: ReadonlySignal<boolean> = computing;
/** Why training stopped, in a sentence. */
export const fault: ReadonlySignal<string | undefined> = broken;
/** How fast it plays. */
export const speed = signal<Speed>('fast');

const text = computed(() => state.value.workspaces.training);

/** Whether the workspace is on show. */
const isOpen = signal(false);
export const isTrainingOpen: ReadonlySignal<boolean> = isOpen;

const read = computed(() => {
  void language.value;
  return isReady.value ? wasm.read_training(text.value) : undefined;
});

/** The settings; nothing before the module that reads them is there. */
export const settings: ReadonlySignal<TrainingSettings | undefined> = computed(() => read.value?.settings);
/** What was wrong with the link, a sentence each. */
export const warnings: ReadonlySignal<readonly string[]> = computed(() => read.value?.messages ?? []);

/** Whether what is shown is what the settings say: nothing plays, nothing is computed. */
export const isAtRest: ReadonlySignal<boolean> = computed(() => {
  const [now, at] = [settings.value, shot.value];
  if (!now || !at || mode.value !== 'rests' || computing.value) return false;
  return at.frame.step === now.step && at.frame.float_step >= now.recipe.learning.steps && same(at.settings, now);
});

/** The step at which playing ends. */
const endOf = ({ healing }: TrainingSettings): number => healing.steps;

/** The steps with rounding that are shown. */
export const step = computed(() => shot.value?.frame.step ?? 0);

/** The text of what plays. Another one was chosen elsewhere: by undo, by the back button, by a link. */
const playedText = signal<string | undefined>(undefined);

const write = (to: TrainingSettings): void => {
  const next = wasm.write_training(to);
  playedText.value = next;
  history.change({ workspaces: { training: next } });
};

/** Pauses with the next answer, whose step is then kept. */
export const pause = (): void => {
  if (mode.peek() === 'plays') mode.value = 'pauses';
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
  mode.value = 'rests';
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
  playedText.value = text.peek();
  mode.value = 'plays';
};

/** One step. */
export const stepOnce = (): void => {
  const now = settings.peek();
  if (!now) return;
  mode.value = 'rests';
  write({ ...now, step: step.peek() + 1 });
};

/** Back to step 0. */
export const reset = (): void => choose({});

const worker = new WorkerBridge();

/** One question after another. */
const line = new WorkerQueue();

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
  /** Whether the worker must start again from the step of the text, even where that is the text it was asked for last. */
  #mustRewind = false;

  /** What was answered is no longer known: the worker is gone. */
  forget(): void {
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
      while (this.#isWanting()) computing.value = await this.#ask();
    } catch (error) {
      if (!(error instanceof Rejected || error instanceof WorkerLost)) throw error;
      mode.value = 'rests';
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
    if (this.#isWanting()) void this.run();
  }

  #isWanting(): boolean {
    if (!isOpen.peek() || !settings.peek()) return false;
    return this.#mustRewind || mode.peek() !== 'rests' || computing.peek() || this.#answered === undefined || !same(this.#answered, wanted());
  }

  /** Asks once; gives whether there is more to do. */
  async #ask(): Promise<boolean> {
    const now = settings.peek();
    if (!now) return false;
    computing.value = true;
    const asked = wanted();
    const plays = mode.peek() === 'plays';
    const to = plays ? endOf(now) : now.step;
    const pace = paceOf(plays);
    // While it plays, the step of the text is the one that it began at.
    const rewinds = !plays || this.#mustRewind;
    this.#mustRewind = false;
    const given = { text: asked.text, rewinds, to, steps: pace.steps, milliseconds: pace.milliseconds };
    const { models, frame } = await line.run(() => worker.ask('train', given));
    this.#answered = asked;
    broken.value = undefined;
    show(models, frame, now);
    const isThere = frame.float_step >= now.recipe.learning.steps && frame.step >= to;
    if (!isThere && pace.pause > 0) await wait(pace.pause);
    const ends = mode.peek() === 'pauses' || (plays && isThere);
    if (ends && text.peek() === asked.text && !this.#mustRewind) {
      mode.value = 'rests';
      if (plays) keepStep();
    }
    return !isThere;
  }
}

const loop = new Loop();

/** A file of the training on show; nothing before there is one. */
export const fileOf = async (what: 'csv' | 'npy' | 'program', link: string): Promise<Blob | undefined> =>
  shot.peek() && line.run(async () => (isOpen.peek() ? worker.ask('trainingFile', { what, link }) : undefined));

/** Keeps the training up with the settings while the workspace is open; returns what ends it. */
export const followTraining = (): (() => void) => {
  isOpen.value = true;
  startRest().then(
    () => {
      isReady.value = true;
    },
    (error: unknown) => {
      broken.value = t('state.engineNotLoaded', { why: String(error) });
    },
  );
  const unfollow = effect(() => {
    void [language.value, mode.value, isReady.value];
    // What was chosen elsewhere is shown as it is.
    if (text.value !== playedText.peek()) mode.value = 'rests';
    queueMicrotask(() => void loop.run());
  });
  return () => {
    unfollow();
    if (mode.peek() !== 'rests') keepStep();
    mode.value = 'rests';
    isOpen.value = false;
    loop.forget();
    worker.end();
  };
};
