/**
 * All controls of the quantizer and of the data's parameters: a column on wide screens, a sheet from below on narrow ones.
 */
import { computed, signal } from '@preact/signals';
import { shown, state } from '../state/store';
import { decibel, whole } from '../ui/numbers';
import { Bits, Signed } from './precision';
import { Convention, RoundingRule } from './convention';
import { DataParameters } from './data';
import { BlockParameters, FloatParameters } from './lazy';
import { GranularityChoice } from './granularity';
import { RangeChoice } from './range';
import { SchemeChoice } from './scheme';
import { Summary } from './summary';
import { hasGranularity, hasRange, nameOf } from './schemes';

const SHEET = 'controls';

/** Whether the sheet is up; without effect where the controls have their own column. */
const open = signal(false);

const isInteger = computed(() => nameOf(state.value.settings.scheme).family === 'integer');
const hasSlices = computed(() => hasGranularity(state.value.settings));
const isRanged = computed(() => hasRange(state.value.settings));

/** The scheme, and only what it leaves to choose. */
const SchemeControls = () => {
  const integer = isInteger.value;
  return (
    <div class="scheme-controls">
      <SchemeChoice />
      <Bits />
      {integer && <Signed />}
      <FloatParameters />
      <BlockParameters />
      {hasSlices.value && <GranularityChoice />}
      {isRanged.value && <RangeChoice />}
      {integer && <Convention />}
      {integer && <RoundingRule />}
    </div>
  );
};

export const Controls = () => (
  <section
    id={SHEET}
    class="controls"
    aria-label="Controls"
    data-open={open.value}
    onKeyDown={(event) => {
      if (event.key !== 'Escape' || !open.peek()) return;
      event.preventDefault();
      open.value = false;
    }}
  >
    <Summary of="controls" />
    <DataParameters />
    <SchemeControls />
  </section>
);

/** The bar at the foot of narrow screens: raises the controls and keeps the main figures in sight. */
export const ControlsButton = () => {
  const now = shown.value;
  const ratio = now?.frame.readout.metrics.sqnr_db;
  return (
    <footer class="controls-bar">
      <button
        type="button"
        class="primary"
        aria-expanded={open.value}
        aria-controls={SHEET}
        onClick={() => {
          open.value = !open.value;
          // What the controls change stays in sight above them.
          if (open.value) document.querySelector('.cell-line')?.scrollIntoView({ block: 'start' });
        }}
      >
        {open.value ? 'Close controls' : 'Controls'}
      </button>
      {now && (
        <span class="hint">
          {whole(now.frame.readout.levels_total)} levels{ratio !== undefined && `, ${decibel(ratio)}`}
        </span>
      )}
    </footer>
  );
};
