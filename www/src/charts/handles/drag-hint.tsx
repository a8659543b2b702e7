/**
 * The words beside the lower end of the range that say it can be dragged, until the first drag.
 */
import type { Range } from '../../engine/wasm';
import { t } from '../../i18n';
import { type Along, kept, pixelAt, pointOf } from '../geometry/along';
import { hasDragged, heldEnd } from './held';
import { canMoveRange } from './range-handles';

/** CSS pixels from the end to the words. */
const APART = 16;
const APART_UPRIGHT = 32;

export const DragHint = ({ along, tabs, clip }: { along: Along; tabs: number; clip: Range }) => {
  if (hasDragged.value || heldEnd.value || !canMoveRange()) return null;
  const pixel = kept(along, pixelAt(along, clip.lo));
  const { x, y } = along.isUpright ? pointOf(along, pixel, tabs + APART_UPRIGHT) : pointOf(along, pixel + APART, tabs);
  return (
    <span class={along.isUpright ? 'drag-hint upright' : 'drag-hint'} style={{ transform: `translate(${x}px, ${y}px)` }} aria-hidden="true">
      {t('charts.dragRange')}
    </span>
  );
};
