/**
 * The pictures on show: of the chosen settings, and in it the levels of the pinned settings A. A newer pair replaces both in one
 * frame. Asks no worker.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Frame, Painter, Settings, State } from '../../engine/wasm';
import { same } from '../same';

/** A result: never two parameter sets in one picture. `sampled` says what was left out of the data. */
export type Shown = { state: State; frame: Frame; painter: Painter; sampled: string | undefined };

/** The pinned settings on the same data, with their picture where these can be shown. `key` tells what was asked. */
export type Pinned = { key: string; settings: Settings; picture: Shown | undefined };

type Pair = { chosen: Shown; pinned: Pinned | undefined };

/** What the next frame will show: the newest pair, which may be no more than a moving hand sees, and the newest complete one. */
type Due = { newest: Pair; complete: Pair | undefined };

const paintersOf = ({ chosen, pinned }: Pair): Painter[] => (pinned?.picture ? [chosen.painter, pinned.picture.painter] : [chosen.painter]);

export class Pictures {
  readonly #shown = signal<Shown | undefined>(undefined);
  readonly #atHand = signal<Shown | undefined>(undefined);
  #due: Due | undefined;
  /** The newest pair on show; the newest complete one; and the complete one before it: charts glide from that one. */
  #newest: Pair | undefined;
  #pair: Pair | undefined;
  #before: Pair | undefined;
  /** Those of these pairs: each holds its models in wasm memory until it is freed. */
  readonly #painters = new Set<Painter>();

  /** The last complete result. */
  readonly shown: ReadonlySignal<Shown | undefined> = this.#shown;
  /** The last result in charts with handles: newer than `shown` while a hand moves, and no more than it sees, see `at-hand.ts`. */
  readonly atHand: ReadonlySignal<Shown | undefined> = this.#atHand;
  /** Whether there is a picture at all: for those who need not know which. */
  readonly isShown: ReadonlySignal<boolean> = computed(() => this.#shown.value !== undefined);

  /** `schedule` calls the task in the next frame, once, however often it was asked; `isPress` says whether one press led to settings. */
  constructor(
    private readonly isPress: (settings: Settings) => boolean,
    private readonly schedule: (task: () => void) => void,
  ) {}

  /** Whether there is a picture, or will be in the next frame. */
  get hasAny(): boolean {
    return (this.#due?.newest ?? this.#newest) !== undefined;
  }

  /** The picture that the one on show took the place of, where one press changed its settings and nothing else. */
  get pressedFrom(): Shown | undefined {
    const [before, now] = [this.#before?.chosen, this.#pair?.chosen];
    if (!before || !now || !this.isPress(now.state.settings)) return undefined;
    const isPress = same(before.state.source, now.state.source) && !same(before.state.settings, now.state.settings);
    return isPress ? before : undefined;
  }

  /** The pinned settings' part of the newest pair. */
  get newestPinned(): Pinned | undefined {
    return (this.#due?.newest ?? this.#newest)?.pinned;
  }

  /** Shows a pair in the next frame, unless a newer one comes before it. */
  presentSoon(chosen: Shown, pinned: Pinned | undefined): void {
    const pair = { chosen, pinned };
    this.#present({ newest: pair, complete: pair });
  }

  /** The same with what a moving hand sees; all else stays, or becomes that of the last complete pair. */
  presentAtHand(chosen: Shown, pinned: Pinned | undefined): void {
    this.#present({ newest: { chosen, pinned }, complete: this.#due?.complete });
  }

  #present(due: Due): void {
    const { chosen, pinned } = due.newest;
    this.#due = due;
    if (pinned?.picture && !same(pinned.settings, chosen.state.settings)) chosen.painter.pin(pinned.picture.painter);
    for (const painter of paintersOf(due.newest)) this.#painters.add(painter);
    this.schedule(this.present);
  }

  /** Shows what is due now. */
  readonly present = (): void => {
    if (!this.#due) return;
    const { newest, complete } = this.#due;
    this.#due = undefined;
    this.#newest = newest;
    if (complete) [this.#before, this.#pair] = [this.#pair, complete];
    batch(() => {
      this.#atHand.value = newest.chosen;
      if (complete) this.#shown.value = complete.chosen;
    });
    // A painter that is made for an answer under way is not in the set yet, and stays.
    const inUse = [this.#newest, this.#pair, this.#before].flatMap((pair) => (pair ? paintersOf(pair) : []));
    for (const painter of this.#painters) {
      if (inUse.includes(painter)) continue;
      this.#painters.delete(painter);
      painter.free();
    }
  };
}
