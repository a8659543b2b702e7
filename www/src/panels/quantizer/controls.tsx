/**
 * All controls of the quantizer and of the data: a column on wide screens, a sheet at the bottom of narrow ones.
 */
import { computed, signal } from '@preact/signals';
import { t } from '../../i18n';
import { isHidden } from '../../state/parts';
import { shown, state, type Shown } from '../../state/store';
import { decibel, whole } from '../../engine/numbers';
import { Bits, Signed } from './precision';
import { Convention, RoundingRule } from './convention';
import { DataParameters } from '../data/data';
import { ControlPart } from '../part';
import { GranularityChoice } from './granularity';
import { RangeChoice } from './range';
import { SchemeChoice } from './scheme';
import { familyOf, hasGranularity, hasRange } from './schemes';
import { Summary } from '../summary';
import { later } from '../../ui/lazy';

const BlockParameters = later(async () => (await import('./blocks')).BlockParameters);
const FloatParameters = later(async () => (await import('./float')).FloatParameters);

const SHEET = 'controls';

/** Whether the sheet is open; without effect where the controls are a column. */
const open = signal(false);

const isInteger = computed(() => familyOf(state.value.settings.scheme) === 'integer');
const hasSlices = computed(() => hasGranularity(state.value.settings));
const isRanged = computed(() => hasRange(state.value.settings));

/** The scheme, and the parameters that it has. */
const SchemeControls = () => {
  const integer = isInteger.value;
  return (
    <div class="scheme-controls">
      <ControlPart of="scheme">
        <SchemeChoice />
      </ControlPart>
      <ControlPart of="bits">
        <Bits />
        {integer && <Signed />}
        <FloatParameters />
        <BlockParameters />
      </ControlPart>
      {hasSlices.value && (
        <ControlPart of="granularity">
          <GranularityChoice />
        </ControlPart>
      )}
      {isRanged.value && (
        <ControlPart of="range">
          <RangeChoice />
        </ControlPart>
      )}
      {integer && (
        <ControlPart of="convention">
          <Convention />
          <RoundingRule />
        </ControlPart>
      )}
    </div>
  );
};

export const Controls = () => (
  <section
    id={SHEET}
    class="controls"
    aria-label={t('controls.controls')}
    data-open={open.value}
    onKeyDown={(event) => {
      if (event.key !== 'Escape' || !open.peek()) return;
      event.preventDefault();
      open.value = false;
    }}
  >
    <Summary of="controls" />
    <SchemeControls />
    <ControlPart of="data">
      <div class="data-parameters">
        <DataParameters />
      </div>
    </ControlPart>
  </section>
);

/** The number of levels, and the SQNR. */
const figures = ({ frame: { readout } }: Shown): string => {
  const { levels_total: count, metrics } = readout;
  const levels = { count, n: whole(count) };
  return metrics.sqnr_db === undefined ? t('controls.levels', levels) : t('controls.levelsRatio', { ...levels, ratio: decibel(metrics.sqnr_db) });
};

/** The bar at the bottom of narrow screens: opens the controls, and shows the main numbers. */
export const ControlsButton = () => {
  const now = shown.value;
  return (
    <footer class="controls-bar">
      <button
        type="button"
        class="primary"
        aria-expanded={open.value}
        aria-controls={SHEET}
        onClick={() => {
          open.value = !open.value;
          // The chart that the controls change stays visible above them.
          if (open.value) document.querySelector('.cell-line')?.scrollIntoView({ block: 'start' });
        }}
      >
        {t(open.value ? 'controls.close' : 'controls.controls')}
      </button>
      {now && !isHidden('readout') && <span class="hint">{figures(now)}</span>}
    </footer>
  );
};
