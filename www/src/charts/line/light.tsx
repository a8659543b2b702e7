/**
 * What is hovered, lit on the number line: the value's dot, its thread and its square; or a level.
 */
import type { NumberLine } from '../../engine/wasm';
import { hovered } from '../../state/hovered';
import { kept, pixelAt } from '../geometry/along';
import { Light, lightThread } from '../selection/light';
import { litOf } from '../selection/lit';
import { dotAt, type LinePlots, squareAt } from './places';

export const LineLight = ({ line, plots }: { line: NumberLine; plots: LinePlots }) => {
  const { along } = plots;
  const { x, y, mark } = litOf(hovered.value, line);
  const isInView = (value: number): boolean => pixelAt(along, value) === kept(along, pixelAt(along, value));
  const from = x !== undefined && isInView(x) ? dotAt(plots, x, mark?.place) : undefined;
  const to = y !== undefined && isInView(y) ? squareAt(plots, y, mark?.place) : undefined;
  return (
    <>
      {from && to && x !== undefined && y !== undefined && (
        <span class="light thread" style={{ transform: lightThread(dotAt(plots, x), squareAt(plots, y)) }} />
      )}
      <Light kind="ring" at={from} />
      <Light kind="square" at={to} />
    </>
  );
};
