/**
 * What the engine refused of the settings, said beside the control of the field that it names.
 */
import { complaint } from '../state/store';

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

export const isFaulty = (field: FaultField): boolean => complaint.value?.field === field;

/** The attributes that tie a control to its fault. */
export const faultOf = (field: FaultField): { 'aria-invalid'?: 'true'; 'aria-describedby'?: string } =>
  isFaulty(field) ? { 'aria-invalid': 'true', 'aria-describedby': faultId(field) } : {};

/** The complaint about `field`, when there is one. */
export const Fault = ({ field }: { field: FaultField }) =>
  isFaulty(field) ? (
    <p class="fault" id={faultId(field)} role="alert">
      {complaint.value?.message}
    </p>
  ) : null;
