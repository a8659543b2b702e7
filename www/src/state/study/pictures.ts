/**
 * The pictures on show: of the chosen settings, B, and of the pinned ones, A. A newer pair replaces both in one frame. Asks no
 * worker.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Frame, Painter, Settings, State } from '../../engine/wasm';
import { same } from '../same';

/** A result: never two parameter sets in one picture. `sampled` says what was left out of the data. */
export type Shown = { state: State; frame: Frame; painter: Painter; sampled: string | undefined };

/** The pinned settings on the same data: their own picture, or why there is none. `key` tells what was asked. */
export type Pinned = { key: string; settings: Settings } & ({ picture: Shown } | { fault: string });

type Pair = { chosen: Shown; pinned: Pinned | undefined };

/** What the next frame will show: the newest result, which may be no more than a moving hand sees, and the newest complete pair. */
type Due = { newest: Shown; pair: Pair | undefined };

const paintersOf = ({ chosen, pinned }: Pair): Painter[] =>
  pinned && 'picture' in pinned ? [chosen.painter, pinned.picture.painter] : [chosen.painter];

export class Pictures {
  readonly #chosen = signal<Shown | undefined>(undefined);
  readonly #pinned = signal<Pinned | undefined>(undefined);
  readonly #newest = signal<Shown | undefined>(undefined);
  #due: Due | undefined;
  /** The pair on show, and the one before it: charts glide from that one. */
  #pair: Pair | undefined;
  #before: Pair | undefined;
  /** Those of these pairs: each holds its models in wasm memory until it is freed. */
  readonly #painters = new Set<Painter>();

  /** The last complete result of the chosen settings. */
  readonly chosen: ReadonlySignal<Shown | undefined> = this.#chosen;
  /** The result of the pinned settings, as far as `chosen` goes. */
  readonly pinned: ReadonlySignal<Pinned | undefined> = this.#pinned;
  /** The picture in all charts: of the chosen settings, or of the pinned ones while those are looked at. */
  readonly shown: ReadonlySignal<Shown | undefined>;
  /** The newest result of the chosen settings; while a hand moves, no more of a study than it sees, see `at-hand.ts`. */
  readonly newest: ReadonlySignal<Shown | undefined> = this.#newest;
  /** The picture in charts with handles: newer than `shown` while a hand moves. */
  readonly atHand: ReadonlySignal<Shown | undefined>;
  /** Whether there is a picture at all: for those who need not know which. */
  readonly isShown: ReadonlySignal<boolean>;
  /** Whether all charts show the pinned settings. */
  readonly showsPinned: ReadonlySignal<boolean>;

  /** `schedule` calls the task in the next frame, once, however often it was asked; `isPress` says whether one press led to settings. */
  constructor(
    wantsPinned: ReadonlySignal<boolean>,
    private readonly isPress: (settings: Settings) => boolean,
    private readonly schedule: (task: () => void) => void,
  ) {
    this.shown = computed(() => {
      const pinned = this.#pinned.value;
      return wantsPinned.value && pinned && 'picture' in pinned ? pinned.picture : this.#chosen.value;
    });
    this.atHand = computed(() => (this.showsPinned.value ? this.shown.value : this.#newest.value));
    this.isShown = computed(() => this.shown.value !== undefined);
    this.showsPinned = computed(() => this.shown.value !== this.#chosen.value);
  }

  /** Whether there is a picture, or will be in the next frame. */
  get hasAny(): boolean {
    return (this.#due?.newest ?? this.#newest.peek()) !== undefined;
  }

  /** The picture that the one on show took the place of, where one press changed its settings and nothing else. */
  get pressedFrom(): Shown | undefined {
    const [before, now] = [this.#before?.chosen, this.#pair?.chosen];
    if (!before || !now || this.shown.peek() !== now || !this.isPress(now.state.settings)) return undefined;
    const isPress = same(before.state.source, now.state.source) && !same(before.state.settings, now.state.settings);
    return isPress ? before : undefined;
  }

  /** The pinned settings' part of the newest pair. */
  get newestPinned(): Pinned | undefined {
    return this.#due?.pair ? this.#due.pair.pinned : this.#pinned.peek();
  }

  /** Shows a pair in the next frame, unless a newer one comes before it. */
  presentSoon(chosen: Shown, pinned: Pinned | undefined): void {
    this.#present({ newest: chosen, pair: { chosen, pinned } });
  }

  /** Shows what a moving hand sees in the next frame; all else stays. */
  presentAtHand(newest: Shown): void {
    this.#present({ newest, pair: this.#due?.pair });
  }

  #present(due: Due): void {
    this.#due = due;
    this.#painters.add(due.newest.painter);
    if (due.pair) for (const painter of paintersOf(due.pair)) this.#painters.add(painter);
    this.schedule(this.present);
  }

  /** Shows what is due now. */
  readonly present = (): void => {
    if (!this.#due) return;
    const { newest, pair } = this.#due;
    this.#due = undefined;
    if (pair) [this.#before, this.#pair] = [this.#pair, pair];
    batch(() => {
      this.#newest.value = newest;
      if (!pair) return;
      this.#chosen.value = pair.chosen;
      this.#pinned.value = pair.pinned;
    });
    // A painter that is made for an answer under way is not in the set yet, and stays.
    const inUse = [newest.painter, ...[this.#pair, this.#before].flatMap((shown) => (shown ? paintersOf(shown) : []))];
    for (const painter of this.#painters) {
      if (inUse.includes(painter)) continue;
      this.#painters.delete(painter);
      painter.free();
    }
  };
}
