/**
 * The words beside an end of the range that say it can be dragged, until the first drag. Only for first visits: the lab and projectors have no room for them.
 */
import type { Range } from '../../engine/wasm';
import { t } from '../../i18n';
import { layout } from '../../state/layout';
import { type Along, kept, pixelAt } from '../geometry/along';
import { hasDragged, heldEnd } from './held';
import { canMoveRange } from './range-handles';

/** CSS pixels from the end to the words: beside a tab, below an upright one. */
const APART = 16;
const BELOW = 20;

type Props = { along: Along; tabs: number; clip: Range };

export const DragHint = ({ along, tabs, clip }: Props) => {
  if (hasDragged.value || heldEnd.value || layout.value !== 'look' || !canMoveRange()) return null;
  // The upper end more often has no values beside it.
  const hi = kept(along, pixelAt(along, clip.hi));
  const { x, y } = along.isUpright ? { x: tabs, y: hi + BELOW } : { x: hi - APART, y: tabs };
  return (
    <span class={along.isUpright ? 'drag-hint upright' : 'drag-hint'} style={{ transform: `translate(${x}px, ${y}px)` }} aria-hidden="true">
      {t('charts.dragRange')}
    </span>
  );
};
