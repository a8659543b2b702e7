/**
 * A part of the page that a teacher or a lesson can hide, hold or point at.
 */
import type { ComponentChildren } from 'preact';
import type { Part as Name } from '../engine/wasm';
import { isHidden, isLocked } from '../state/parts';

/** Controls: held ones are disabled by the browser itself, whatever they are. */
export const ControlPart = ({ of, children }: { of: Name; children: ComponentChildren }) =>
  isHidden(of) ? null : (
    <fieldset class="part" disabled={isLocked(of)} data-part={of}>
      {children}
    </fieldset>
  );
