import type { ComponentChild } from 'preact';
import type { Shown } from '../../state/store';

/** The formulas below the two sentences that explain a term. */
export type TermNumbers = {
  formula?: (now: Shown) => ComponentChild;
  /** The formula with the numbers on show. */
  now?: (now: Shown) => string | undefined;
};
