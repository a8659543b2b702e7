/**
 * The engine's error about a setting, shown beside the control of the field that it names.
 */
import { fieldError } from '../state/store';

/** The fields that have a control. */
export type FaultField =
  | 'bits'
  | 'format'
  | 'levels'
  | 'block'
  | 'alpha'
  | 'clip'
  | 'range'
  | 'convention'
  | 'imatrix'
  | 'percentile'
  | 'sigmas'
  | 'group'
  | 'strength'
  | 'rows'
  | 'inputs'
  | 'cut'
  | 'hash'
  | 'data';

const faultId = (field: FaultField): string => `fault-${field}`;

export const isFaulty = (field: FaultField): boolean => fieldError.value?.field === field;

/** The ARIA attributes that connect a control with its error. */
export const faultOf = (field: FaultField): { 'aria-invalid'?: 'true'; 'aria-describedby'?: string } =>
  isFaulty(field) ? { 'aria-invalid': 'true', 'aria-describedby': faultId(field) } : {};

/** The error about `field`, if there is one. */
export const Fault = ({ field }: { field: FaultField }) =>
  isFaulty(field) ? (
    <p class="fault" id={faultId(field)} role="alert">
      {fieldError.value?.message}
    </p>
  ) : null;
