/**
 * The surface of charts whose horizontal axis is the data's: the arrow keys go from value to value, a click selects the
 * nearest one.
 */
import type { Frame, Plot } from '../../engine/wasm';
import { settle } from '../../state/store';
import { alongOf } from '../geometry/along';
import type { Point } from '../geometry/geometry';
import { nearestMark, nextMark } from '../geometry/hit';
import { direction, select, selectionWords, selectOnTheWay } from '../selection/selection';
import { Surface } from '../frame/surface';

type Props = { label: string; frame: Frame; plot: Plot; onHover: (at: Point | undefined) => void };

export const ValueSurface = ({ label, frame, plot, onHover }: Props) => {
  const { marks, selected } = frame.number_line;
  return (
    <Surface
      label={label}
      valueText={selectionWords(frame)}
      value={Math.max(
        marks.findIndex((mark) => mark.index === selected?.index),
        0,
      )}
      count={marks.length}
      onKey={(event) => {
        const step = direction(event);
        const next = step && nextMark(marks, selected, step);
        if (next) selectOnTheWay(next.index);
        return step !== undefined;
      }}
      onKeyEnd={settle}
      onHover={onHover}
      onClick={({ x }) => {
        const mark = nearestMark(marks, alongOf(plot, false), x, Infinity);
        if (mark) select(mark.index);
      }}
      cursor="pointer"
    />
  );
};
