/**
 * A part of the page that a link or a lesson can hide, lock or point at.
 */
import type { ComponentChildren } from 'preact';
import type { Part as Name } from '../engine/wasm';
import { isHidden, isLocked } from '../state/parts';

/** A part with controls: a fieldset, which the browser disables as a whole where the part is locked. */
export const ControlPart = ({ of, children }: { of: Name; children: ComponentChildren }) =>
  isHidden(of) ? null : (
    <fieldset class="part" disabled={isLocked(of)} data-part={of}>
      {children}
    </fieldset>
  );
