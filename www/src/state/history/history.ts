/**
 * The chosen state and its changes: gestures, undo, the address. Knows no engine.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Classroom, InputSource, OpenedLink, Settings, Source, State, View, Workspaces } from '../../engine/wasm';
import type { Address } from './address';
import type { Messages } from '../messages';
import { FILE } from '../files/open-files';
import { same, sameData } from '../same';

/** The replaced parts of a change; the rest stays. */
export type Change = {
  source?: Partial<Source>;
  inputs?: Partial<InputSource>;
  settings?: Partial<Settings>;
  workspaces?: Partial<Workspaces>;
  view?: Partial<View>;
  pinned?: Settings[];
  classroom?: Partial<Classroom>;
};

/** The view of new data: all of it, because zoom and selection belong to the old data. */
export const FRESH_VIEW = { selected: 0, zoom_lo: 0, zoom_hi: 0, from: 0, span: 0 } as const;

/** Steps that can be undone. */
const MOST_STEPS = 200;

type Parts = {
  startState: State;
  readLink: (link: string) => OpenedLink;
  writeLink: (state: State) => string;
  /** Whether a source needs no file that is not open. */
  hasDataOf: (source: Source) => boolean;
  address: Address;
  messages: Messages;
};

/** Unchanged parts stay the same object, so that components that show them need not render. */
const merge = (to: State, change: Change): State => ({
  source: change.source ? { ...to.source, ...change.source } : to.source,
  inputs: change.inputs ? { ...to.inputs, ...change.inputs } : to.inputs,
  settings: change.settings ? { ...to.settings, ...change.settings } : to.settings,
  workspaces: change.workspaces ? { ...to.workspaces, ...change.workspaces } : to.workspaces,
  view: change.view ? { ...to.view, ...change.view } : to.view,
  pinned: change.pinned ?? to.pinned,
  classroom: change.classroom ? { ...to.classroom, ...change.classroom } : to.classroom,
});

/** The parts of a state that undo restores. */
const undoable = ({ source, inputs, settings, workspaces, pinned }: State): unknown => [source, inputs, settings, workspaces, pinned];

/** The part of a state that the back button returns to although undo does not. */
const placeOf = ({ view, classroom }: State): unknown => [view.workspace, classroom.step];

export class History {
  readonly #state;
  readonly #pendingLink = signal<State | undefined>(undefined);
  readonly #past = signal<readonly State[]>([]);
  readonly #future = signal<readonly State[]>([]);
  /** The state before the gesture under way. */
  #gestureStart: State | undefined;
  /** The settings that one press led to: not those of a gesture. */
  #pressed: Settings | undefined;

  /** The chosen state; may be newer than the picture, and may be rejected. */
  readonly state: ReadonlySignal<State>;
  /** The state of a link whose file is not open yet. */
  readonly pendingLink: ReadonlySignal<State | undefined> = this.#pendingLink;
  readonly canUndo = computed(() => this.#past.value.length > 0);
  readonly canRedo = computed(() => this.#future.value.length > 0);

  constructor(private readonly parts: Parts) {
    this.#state = signal(parts.startState);
    this.state = this.#state;
  }

  /** Shows what the address says, now and whenever the user changes it. */
  start(): void {
    this.parts.address.follow(this.#openAddress);
    this.#follow(this.parts.address.read());
    this.#mendAddress();
  }

  /** Whether a gesture is under way: changes come faster than pictures. */
  readonly isMoving = (): boolean => this.#gestureStart !== undefined;

  /** Whether one press led to these settings, no gesture. */
  readonly isPress = (settings: Settings): boolean => this.#pressed === settings;

  /**
   * Changes the state. `during` a gesture (a drag, a slider being moved) the change joins the same undo step, which
   * `end` closes. Changes of the view alone are no undo steps.
   */
  readonly change = (by: Change, gesture: 'during' | 'end' = 'end'): void => {
    const before = this.#state.value;
    const isPress = by.settings !== undefined && gesture === 'end' && this.#gestureStart === undefined;
    const after = merge(before, by);
    if (isPress) this.#pressed = after.settings;
    this.#state.value = after;
    if (gesture === 'during') this.#gestureStart ??= before;
    else this.#endGesture(this.#gestureStart ?? before);
  };

  /** Closes a gesture whose last change has already been made. */
  readonly settle = (): void => {
    if (this.#gestureStart) this.#endGesture(this.#gestureStart);
  };

  /** Takes back everything since the gesture began. */
  readonly abandon = (): void => {
    if (this.#gestureStart) this.#state.value = this.#gestureStart;
    this.#gestureStart = undefined;
  };

  readonly undo = (): void => {
    const to = this.#past.value.at(-1);
    if (!to) return;
    batch(() => {
      this.#past.value = this.#past.value.slice(0, -1);
      this.#future.value = [this.#state.value, ...this.#future.value];
      this.#goTo(to);
    });
  };

  readonly redo = (): void => {
    const to = this.#future.value[0];
    if (!to) return;
    batch(() => {
      this.#future.value = this.#future.value.slice(1);
      this.#remember(this.#state.value);
      this.#goTo(to);
    });
  };

  /** Returns to a state that is known to be good, and forgets the step that led away from it. */
  fallBack(safe: State): void {
    this.#state.value = safe;
    const step = this.#past.value.at(-1);
    if (step && same(undoable(step), undoable(safe))) this.#past.value = this.#past.value.slice(0, -1);
    this.#writeAddress(false);
  }

  /** Returns to the start page's state: the link cannot be shown. */
  startOver(): void {
    this.#state.value = this.parts.startState;
  }

  /** Adds the hash of the loaded bytes to a source: no change, the choice is only described completely. */
  adoptHash(found: Source): void {
    const now = this.#state.value;
    if (!sameData(found, now.source) || now.source.hash === found.hash) return;
    this.#state.value = { ...now, source: { ...now.source, hash: found.hash } };
    this.#writeAddress(false);
  }

  /** Shows what a link says, as a step that can be undone. */
  readonly openLink = (link: string): void => {
    this.#followAsStep(link);
    this.#writeAddress(true);
  };

  /** Shows what the pending link says, with the file its tensor was found in. */
  showPendingLink(file: string): void {
    const to = this.#pendingLink.value;
    if (!to) return;
    this.#pendingLink.value = undefined;
    this.change({ ...to, source: { ...to.source, data: FILE, file } });
  }

  /** No longer waits for a link's file. */
  readonly dismissPendingLink = (): void => {
    this.#pendingLink.value = undefined;
  };

  #endGesture(start: State): void {
    this.#gestureStart = undefined;
    const step = !same(undoable(start), undoable(this.#state.value));
    if (step) {
      this.#remember(start);
      this.#future.value = [];
    }
    this.#writeAddress(step || !same(placeOf(start), placeOf(this.#state.value)));
  }

  #remember(step: State): void {
    this.#past.value = [...this.#past.value.slice(1 - MOST_STEPS), step];
  }

  /** Brings back a state, keeping the current theme, layout, spotlight and lesson. */
  #goTo(to: State): void {
    const { view, classroom } = this.#state.value;
    this.#pressed = to.settings;
    const { theme, language, layout, tab, spotlight } = view;
    this.#state.value = { ...to, view: { ...to.view, theme, language, layout, tab, spotlight }, classroom };
    this.#writeAddress(false);
  }

  #writeAddress(step: boolean): void {
    this.parts.address.write(`#${this.parts.writeLink(this.#state.value)}`, step);
  }

  /** Takes a link over; one to a file that is not open waits for it, in its own look. */
  #follow(link: string): void {
    const { state: to } = this.parts.readLink(link);
    this.parts.messages.replace(() => this.parts.readLink(link).messages);
    if (this.parts.hasDataOf(to.source)) {
      this.#pendingLink.value = undefined;
      this.#state.value = to;
      return;
    }
    this.#pendingLink.value = to;
    const now = this.#state.value;
    const { theme, language, layout } = to.view;
    const view = { ...now.view, theme, language, layout };
    if (!same(now.view, view)) this.#state.value = { ...now, view };
  }

  /** After a faulty link, the address becomes that of the state on show. */
  #mendAddress(): void {
    if (!this.#pendingLink.value && this.parts.messages.list.value.length > 0) this.#writeAddress(false);
  }

  #followAsStep(link: string): void {
    const before = this.#state.value;
    batch(() => {
      this.#follow(link);
      if (same(undoable(before), undoable(this.#state.value))) return;
      this.#remember(before);
      this.#future.value = [];
    });
  }

  /** The back button, and links typed into the address bar. */
  readonly #openAddress = (): void => {
    const hash = this.parts.address.read();
    if (`#${this.parts.writeLink(this.#state.value)}` === hash) return;
    this.#followAsStep(hash);
    this.#mendAddress();
  };
}
