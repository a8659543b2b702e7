/**
 * Keeps the picture up with the state: asks the worker for a study of the newest state, one request at a time. A rejected state
 * stays, with its fault, until it is mended; a lost worker is replaced and the last good state shown again. While a hand moves,
 * most studies are of no more than it sees, see `at-hand.ts`.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { Rejected, WorkerLost, type AskOptions, type EngineWorker } from '../../engine/bridge';
import type { ChartSizes, FieldError, Listing, Painter, Source, State, Studied } from '../../engine/wasm';
import { language, LANGUAGES, languageOf, setLanguage, t } from '../../i18n';
import type { History } from '../history/history';
import { forHand, Steps } from './at-hand';
import { BLINK, Busy } from './busy';
import { covers } from './chart-layout';
import { countsByInputs, type LoadedData } from './loaded-data';
import type { Messages } from '../messages';
import type { FileSet } from '../files/open-files';
import type { Pictures, Pinned, Shown } from './pictures';
import { Prefetch, type Hint } from './prefetch';
import { same } from '../same';
import { WorkerQueue } from './worker-queue';

type Parts = {
  worker: EngineWorker;
  data: LoadedData;
  history: History;
  pictures: Pictures;
  messages: Messages;
  sizes: ReadonlySignal<ChartSizes>;
  startState: State;
  painterOf: (models: Uint8Array) => Painter;
  whenIdle: (task: () => void) => void;
};

/**
 * A fault, and the state at that time. Either that state was rejected: the next picture ends the fault. Or something else
 * is wrong, such as a file that cannot be read: a picture of another state ends it.
 */
type Fault = { error: FieldError; state: State; isOfState: boolean };

export class StudyLoop {
  readonly #queue = new WorkerQueue();
  readonly #prefetch = new Prefetch();
  readonly #steps = new Steps();
  readonly #fault = signal<Fault | undefined>(undefined);
  readonly #busy = new Busy();
  /** Cancels the requests under way. */
  #requests = new AbortController();
  #isScheduled = false;
  #isAnswering = false;
  #lastStudyMs = 0;
  /** The charts of the newest picture. */
  #studied: ChartSizes | undefined;
  /** What was answered last: charts that are taken away need no new answer. */
  #answered: { state: State; sizes: ChartSizes; isComplete: boolean } | undefined;

  /** The fault of the state or of the files last opened, and the control it belongs to. */
  readonly fieldError: ReadonlySignal<FieldError | undefined> = computed(() => this.#fault.value?.error);
  /** Whether the state is fine all the same, so that the user can dismiss it. */
  readonly canDismiss = computed(() => this.#fault.value?.isOfState === false);
  /** The state that was rejected, until the next picture. */
  readonly rejected = computed(() => (this.#fault.value?.isOfState ? this.#fault.value : undefined));
  readonly busy = this.#busy.work;

  constructor(private readonly parts: Parts) {}

  /** Begins to answer the state and its changes. */
  start(): void {
    const { history, pictures } = this.parts;
    effect(() => {
      const isAnswered = this.#isAnswered(history.state.value, this.parts.sizes.value);
      // A change during an answer is found when that is there.
      if (!this.#isAnswering && !isAnswered) this.#schedule();
    });
    effect(() => {
      const state = pictures.atHand.value?.state;
      const fault = this.#fault.peek();
      // While the rejected state stands, a picture is the last good one with other charts.
      const isOver = fault?.isOfState ? !same(history.state.peek(), fault.state) : !same(state, fault?.state);
      if (state && isOver) this.#fault.value = undefined;
    });
  }

  /** Says what is wrong beside the state itself, or that nothing is any more. */
  readonly report = (error: FieldError | undefined): void => {
    this.#fault.value = error && { error, state: this.parts.history.state.peek(), isOfState: false };
  };

  /** Sets which changes of the settings are likely to come next, while the pointer is at their control. */
  readonly hint = (changes: Hint | undefined): void => {
    this.#prefetch.hint(changes);
    if (changes) this.#prefetchWhenIdle();
  };

  /** Ends a long computation and returns to the last complete result. */
  readonly cancel = (): void => {
    this.#requests.abort();
    this.#requests = new AbortController();
  };

  /**
   * Uses the worker while no study needs it. Questions are to be asked with `options`, so that the user can cancel them. Rejects
   * as `task` does; after a lost worker the state is shown again.
   */
  readonly withIdleWorker = <T>(task: (options: AskOptions) => Promise<T>): Promise<T> =>
    this.#queue.run(async () => {
      try {
        return await task(this.#options());
      } catch (error) {
        if (error instanceof WorkerLost) {
          if (!error.cancelled) this.parts.messages.show(() => t('state.restarted'));
          this.#schedule();
        }
        throw error;
      }
    });

  /** Opens files in the worker; the data on show stay. Rejects as the worker does. */
  readonly openFiles = (set: FileSet): Promise<Listing> =>
    this.withIdleWorker((options) => this.#busy.during(true, () => this.parts.data.open(set, options)));

  #options(): AskOptions {
    return { signal: this.#requests.signal };
  }

  #isAnswered(state: State, sizes: ChartSizes): boolean {
    return this.#isAnsweredForHand(state, sizes) && this.#answered?.isComplete === true && covers(this.#answered.sizes, sizes);
  }

  #isAnsweredForHand(state: State, sizes: ChartSizes): boolean {
    return this.#answered !== undefined && same(this.#answered.state, state) && covers(this.#answered.sizes, forHand(sizes));
  }

  /**
   * Answers once for all changes of one event. Events of a drag come once a frame, so waiting for one would waste it. Where nothing has
   * to be waited for, nothing is: then the worker studies while the page renders what the event changed.
   */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => void this.#queue.run(() => this.#answerNewest(), 'before'));
  }

  async #answerNewest(): Promise<void> {
    const { data, history } = this.parts;
    this.#isScheduled = false;
    this.#isAnswering = true;
    let state = history.state.peek();
    const sizes = this.parts.sizes.peek();
    let isComplete = true;
    this.#answered = undefined;
    try {
      if (languageOf(state.view.language) !== language.peek()) await this.#speakAs(state);
      if (!this.#showPrefetched(state, sizes)) {
        const holds = data.holds(state.source);
        isComplete = !history.isMoving() || !holds || this.#steps.isDue();
        if (isComplete) state = await this.#busy.during(!holds, () => this.#answer(state, sizes));
        else await this.#answerForHand(state, forHand(sizes));
      }
    } catch (error) {
      this.#recover(error, state);
      await this.#completeLast(sizes);
    } finally {
      this.#isAnswering = false;
    }
    this.#answered = { state, sizes, isComplete };
    const [now, wanted] = [history.state.peek(), this.parts.sizes.peek()];
    if (this.#isAnswered(now, wanted)) this.#prefetchWhenIdle();
    else if (this.#isAnsweredForHand(now, wanted)) this.#steps.whenDue(this.#complete);
    else this.#schedule();
  }

  /** Answers with all that is on show, where a hand has stopped before that came. */
  readonly #complete = (): void => {
    if (!this.#isAnswering && !this.#isAnswered(this.parts.history.state.peek(), this.parts.sizes.peek())) this.#schedule();
  };

  async #answerForHand(state: State, sizes: ChartSizes): Promise<void> {
    const studied = await this.#study(state, sizes);
    const pinned = await this.#comparison(state, sizes);
    this.parts.pictures.presentAtHand(this.#pictureOf(state, studied), pinned);
  }

  /** Makes the charts that were opened beside a rejected state: of the last good one. */
  async #completeLast(sizes: ChartSizes): Promise<void> {
    const { data, pictures } = this.parts;
    const last = pictures.shown.peek();
    if (!this.rejected.peek() || !last || !this.#studied || covers(this.#studied, sizes) || !data.holds(last.state.source)) return;
    try {
      pictures.presentSoon(this.#pictureOf(last.state, await this.#study(last.state, sizes)), undefined);
      this.#studied = sizes;
    } catch (error) {
      // The next change asks a new worker.
      if (!(error instanceof WorkerLost || error instanceof Rejected)) throw error;
    }
  }

  /** Loads where need be, studies, and has the picture shown in the next frame. Returns the state with what loading found out. */
  async #answer(asked: State, sizes: ChartSizes): Promise<State> {
    const { data, pictures } = this.parts;
    const source = data.holds(asked.source) ? asked.source : await this.#loaded(asked.source);
    const state = source === asked.source ? asked : { ...asked, source };
    const began = performance.now();
    const studied = await this.#study(state, sizes);
    this.#studied = sizes;
    this.#lastStudyMs = performance.now() - began;
    const pinned = await this.#comparison(state, sizes);
    // Drawn in the next frame: the worker is free for the next study meanwhile.
    pictures.presentSoon(this.#pictureOf(state, studied), pinned);
    return state;
  }

  async #loaded(source: Source): Promise<Source> {
    const loaded = await this.parts.data.load(source, { ...this.#options(), onProgress: this.#busy.progress });
    this.parts.history.adoptHash(loaded);
    return loaded;
  }

  async #study({ inputs, settings, view }: State, sizes: ChartSizes): Promise<Studied> {
    if (countsByInputs(settings)) await this.parts.data.loadInputs(inputs, this.#options());
    return this.parts.worker.ask('study', { settings, view, sizes }, this.#options());
  }

  #pictureOf(state: State, { frame, models }: Studied): Shown {
    return { state, frame, painter: this.parts.painterOf(models), sampled: this.parts.data.sampled };
  }

  /** The pinned settings on the data and in the view of `state`; the newest ones where nothing of it differs. */
  async #comparison({ source, inputs, view, pinned: [settings] }: State, sizes: ChartSizes): Promise<Pinned | undefined> {
    if (!settings) return undefined;
    const { pictures, startState } = this.parts;
    const alone: State = { ...startState, source, inputs, settings, view };
    const asked: ChartSizes = { ...sizes, charts: ['number-line'], tables: [], measures: false };
    const key = JSON.stringify([alone, asked]);
    const newest = pictures.newestPinned;
    if (newest?.key === key) return newest;
    try {
      return { key, settings, picture: this.#pictureOf(alone, await this.#study(alone, asked)) };
    } catch (error) {
      if (error instanceof Rejected) return { key, settings, picture: undefined };
      throw error;
    }
  }

  /** Shows the prefetched picture of a state in the next frame; false where there is none. */
  #showPrefetched(state: State, sizes: ChartSizes): boolean {
    const { data, pictures } = this.parts;
    const studied = data.holds(state.source) ? this.#prefetch.take(state, sizes) : undefined;
    if (studied) {
      this.#studied = sizes;
      pictures.presentSoon(this.#pictureOf(state, studied), undefined);
    }
    return studied !== undefined;
  }

  #prefetchWhenIdle(): void {
    this.parts.whenIdle(() => void this.#prefetchNext());
  }

  /** Studies what may be chosen next, as long as the worker has nothing else to do. */
  async #prefetchNext(): Promise<void> {
    const { data, history } = this.parts;
    const [now, sizes] = [history.state.peek(), this.parts.sizes.peek()];
    // A change would have to wait for a long study.
    const isFree = this.#queue.isIdle && this.#lastStudyMs <= BLINK && data.holds(now.source);
    const next = isFree ? this.#prefetch.next(now, sizes) : undefined;
    if (!next) return;
    try {
      this.#prefetch.store(next, sizes, await this.withIdleWorker(() => this.#study(next, sizes)));
    } catch (error) {
      if (!(error instanceof Rejected)) return;
      this.#prefetch.store(next, sizes, 'rejected');
    }
    this.#prefetchWhenIdle();
  }

  /** The words of a picture and those around it are of one language. */
  async #speakAs({ view }: State): Promise<void> {
    const { history, messages } = this.parts;
    const next = languageOf(view.language);
    this.#prefetch.clear();
    try {
      await setLanguage(next);
    } catch {
      messages.show(() => t('header.languageFailed', { language: LANGUAGES[next] }));
      history.change({ view: { language: language.peek() } });
    }
  }

  #recover(error: unknown, asked: State): void {
    const { history, messages, pictures, startState } = this.parts;
    if (error instanceof Rejected) {
      // A picture that still waits for its frame is of an earlier state: it must not end this fault.
      pictures.present();
      this.#reject(asked, error.fieldError);
      // The first picture must not wait for a corrected link: its faulty settings fall back to the defaults.
      if (pictures.hasAny || same(asked, startState)) return;
      messages.add(() => t('state.linkNotShown', { why: error.fieldError.message }));
      history.startOver();
      return;
    }
    if (!(error instanceof WorkerLost)) throw error;
    if (!error.cancelled) messages.show(() => t('state.restartedBefore'));
    const safe = pictures.shown.peek()?.state ?? startState;
    if (same(safe, asked) && !error.cancelled) return this.#reject(asked, { field: 'data', message: t('state.stoppedTwice') });
    history.fallBack(safe);
    this.#schedule();
  }

  #reject(state: State, error: FieldError): void {
    this.#fault.value = { error, state, isOfState: true };
  }
}
