/**
 * The window of the number line during a drag: it stays as it is, widens while the pointer is beyond an edge, and is fitted
 * to the data again at the end. Only the values of its ends are kept: where they stand follows the drawing, which a window that is
 * resized or turned has drawn elsewhere.
 */
import type { View } from '../../engine/wasm';
import { state } from '../../state/store';
import { type Along, pushEdge, valueAt } from '../geometry/along';
import type { Span } from '../geometry/geometry';

export class FrozenWindow {
  private span: Span;
  private pixel = 0;
  /** The axis that `pixel` is of. */
  private of: Along;
  private timer = 0;
  private readonly wasWhole: boolean;

  /** `onPush` is called whenever the window has widened, which changes the value under the pointer. */
  constructor(
    private readonly along: () => Along,
    private readonly onPush: () => void,
  ) {
    this.of = along();
    this.span = { lo: this.of.lo, hi: this.of.hi };
    const { zoom_lo, zoom_hi } = state.peek().view;
    this.wasWhole = zoom_lo === zoom_hi;
  }

  get window(): Span {
    return this.span;
  }

  /** The value under the pointer at this pixel of the axis. */
  valueAt(pixel: number): number {
    this.pixel = pixel;
    this.of = this.along();
    if (this.timer === 0) this.watch();
    return this.value;
  }

  get value(): number {
    return valueAt(this.of, this.pixel, this.span);
  }

  /** The change of the view during the drag. */
  get view(): Partial<View> {
    return { zoom_lo: Math.fround(this.span.lo), zoom_hi: Math.fround(this.span.hi) };
  }

  /** Ends it; returns the change of the view after the drag. */
  release(): Partial<View> {
    cancelAnimationFrame(this.timer);
    return this.wasWhole ? { zoom_lo: 0, zoom_hi: 0 } : this.view;
  }

  private watch(): void {
    this.timer = requestAnimationFrame(() => {
      // Where the window was resized, the pointer is beyond an edge only once it has moved there.
      const { from, to } = this.along();
      const isSame = from === this.of.from && to === this.of.to;
      const grown = isSame ? pushEdge(this.span, this.of, this.pixel) : this.span;
      if (grown !== this.span) {
        this.span = grown;
        this.onPush();
      }
      this.watch();
    });
  }
}
