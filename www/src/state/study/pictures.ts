/**
 * The pictures on show: of the chosen settings, and in it the levels of the pinned settings A. A newer pair replaces both in one
 * frame. Asks no worker.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Frame, Painter, Settings, State } from '../../engine/wasm';
import { same } from '../same';

/** A complete result: never two parameter sets in one picture. `sampled` says what was left out of the data. */
export type Shown = { state: State; frame: Frame; painter: Painter; sampled: string | undefined };

/** The pinned settings on the same data, with their picture where these can be shown. `key` tells what was asked. */
export type Pinned = { key: string; settings: Settings; picture: Shown | undefined };

type Pair = { chosen: Shown; pinned: Pinned | undefined };

const paintersOf = ({ chosen, pinned }: Pair): Painter[] => (pinned?.picture ? [chosen.painter, pinned.picture.painter] : [chosen.painter]);

export class Pictures {
  readonly #shown = signal<Shown | undefined>(undefined);
  /** The newest pair until it is shown. */
  #next: Pair | undefined;
  /** The pair on show, and the one before it: charts glide from that one. */
  #pair: Pair | undefined;
  #before: Pair | undefined;
  /** Those of these pairs: each holds its models in wasm memory until it is freed. */
  readonly #painters = new Set<Painter>();

  /** The last complete result. */
  readonly shown: ReadonlySignal<Shown | undefined> = this.#shown;
  /** Whether there is a picture at all: for those who need not know which. */
  readonly isShown: ReadonlySignal<boolean> = computed(() => this.#shown.value !== undefined);

  /** `schedule` calls the task in the next frame, once, however often it was asked; `isPress` says whether one press led to settings. */
  constructor(
    private readonly isPress: (settings: Settings) => boolean,
    private readonly schedule: (task: () => void) => void,
  ) {}

  /** Whether there is a picture, or will be in the next frame. */
  get hasAny(): boolean {
    return (this.#next?.chosen ?? this.#shown.peek()) !== undefined;
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
    return (this.#next ?? this.#pair)?.pinned;
  }

  /** Shows a pair in the next frame, unless a newer one comes before it. */
  presentSoon(chosen: Shown, pinned: Pinned | undefined): void {
    this.#next = { chosen, pinned };
    if (pinned?.picture && !same(pinned.settings, chosen.state.settings)) chosen.painter.pin(pinned.picture.painter);
    for (const painter of paintersOf(this.#next)) this.#painters.add(painter);
    this.schedule(this.present);
  }

  /** Shows the newest pair now. */
  readonly present = (): void => {
    if (!this.#next) return;
    const pair = this.#next;
    this.#next = undefined;
    [this.#before, this.#pair] = [this.#pair, pair];
    this.#shown.value = pair.chosen;
    // A painter that is made for an answer under way is not in the set yet, and stays.
    const inUse = [pair, ...(this.#before ? [this.#before] : [])].flatMap(paintersOf);
    for (const painter of this.#painters) {
      if (inUse.includes(painter)) continue;
      this.#painters.delete(painter);
      painter.free();
    }
  };
}
