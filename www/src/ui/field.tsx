/**
 * A control with its label.
 */
import type { ComponentChildren } from 'preact';
import type { TermKey } from '../i18n/term-titles';
import { Term } from './term';

type FieldProps = {
  /** What the control is called; a term explains itself. */
  label: string;
  term?: TermKey;
  /** The control's id; without one the parts of the control are grouped and named by the label. */
  for?: string;
  children: ComponentChildren;
};

/** Label left, control right; what comes after the control stands below both. */
export const Field = ({ label, term, for: id, children }: FieldProps) => (
  <div class="field" {...(id === undefined && { role: 'group', 'aria-label': label })}>
    {term === undefined ? id === undefined ? <span>{label}</span> : <label for={id}>{label}</label> : <Term of={term} words={label} />}
    {children}
  </div>
);
