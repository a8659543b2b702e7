/**
 * A control with its label, and the sentence that says what is wrong with it. The error's field decides where
 * the sentence stands.
 */
import type { ComponentChildren } from 'preact';
import { fieldError } from '../state/store';
import { Term } from './term';
import type { TermKey } from '../panels/term-titles';

/** Fields of the engine's complaints that have a control of their own. */
export type FaultField =
  | 'bits'
  | 'format'
  | 'levels'
  | 'block'
  | 'alpha'
  | 'clip'
  | 'percentile'
  | 'sigmas'
  | 'group'
  | 'strength'
  | 'rows'
  | 'cut'
  | 'hash'
  | 'data';

const faultId = (field: FaultField): string => `fault-${field}`;

export const isFaulty = (field: FaultField): boolean => fieldError.value?.field === field;

/** The attributes that tie a control to its fault. */
export const faultOf = (field: FaultField): { 'aria-invalid'?: 'true'; 'aria-describedby'?: string } =>
  isFaulty(field) ? { 'aria-invalid': 'true', 'aria-describedby': faultId(field) } : {};

/** The sentence about `field`, when there is one. */
export const Fault = ({ field }: { field: FaultField }) =>
  isFaulty(field) ? (
    <p class="fault" id={faultId(field)} role="alert">
      {fieldError.value?.message}
    </p>
  ) : null;

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
