/**
 * The comparison of two settings, A and B: the place where it is rendered, and the button that begins and ends it.
 */
import { useComputed } from '@preact/signals';
import { t } from '../../i18n';
import { change, chosen, pinned, state } from '../../state/store';
import './compare-ab.css';
import { later } from '../../ui/lazy';

const Comparison = later(async () => (await import('./comparison')).Comparison);

export const CompareAB = () => {
  const [a, b] = [pinned.value, chosen.value];
  return a && b ? <Comparison a={a} b={b} /> : null;
};

/** Pins the settings on show as A, or ends the comparison. */
export const ComparisonButton = () => {
  const on = useComputed(() => state.value.pinned.length > 0).value;
  return (
    <button
      type="button"
      class="pin"
      aria-pressed={on}
      aria-label={t('comparison.button')}
      title={on ? t('comparison.end') : t('comparison.begin')}
      onClick={() => change({ pinned: on ? [] : [state.peek().settings] })}
    >
      A|B
    </button>
  );
};
