/**
 * A control with its label.
 */
import type { ComponentChildren } from 'preact';
import type { TermKey } from '../i18n/term-titles';
import { Term } from './term';

type FieldProps = {
  /** The label. */
  label: string;
  term?: TermKey;
  /** The id of the control; without one, the label names the group of the field's controls. */
  for?: string;
  children: ComponentChildren;
};

/** The label left, the first child right of it, further children below both. With `term`, the label opens its explanation. */
export const Field = ({ label, term, for: id, children }: FieldProps) => (
  <div class="field" {...(id === undefined && { role: 'group', 'aria-label': label })}>
    {term === undefined ? id === undefined ? <span>{label}</span> : <label for={id}>{label}</label> : <Term of={term} words={label} />}
    {children}
  </div>
);
