/**
 * The pinned settings A, B and C side by side with those on show: what they are, their errors on all values, their size. A press on
 * a column shows it. The charts stay where they are.
 */
import { signal, useSignalEffect } from '@preact/signals';
import { Rejected } from '../../engine/bridge';
import type { Measured, Settings, Source } from '../../engine/wasm';
import { decibel, percent } from '../../engine/numbers';
import { t } from '../../i18n';
import { followOutputsOf, outputs as layer, outputsUnder } from '../../state/analysis/outputs';
import { change, chosen, formatNumber, measure, same, state } from '../../state/store';
import { settingsName } from '../quantizer/settings-words';
import { look } from './place';

const LETTERS = ['A', 'B', 'C'] as const;

const NONE = '—';

/** What was measured of pinned settings, or why it cannot be, by settings and data. */
type Found = { measured: Measured } | { refusal: string };

const found = signal<ReadonlyMap<string, Found>>(new Map());

const keyOf = (source: Source, settings: Settings): string => JSON.stringify([source, settings]);

/** Measures what is not measured yet, one after another. */
const measureAll = async (source: Source, pinned: readonly Settings[]): Promise<void> => {
  for (const settings of pinned) {
    const key = keyOf(source, settings);
    if (found.peek().has(key)) continue;
    const result = await measure(source, settings).then(
      (measured): Found | undefined => measured && { measured },
      // A worker that was lost is asked again.
      (error: unknown): Found | undefined => (error instanceof Rejected ? { refusal: error.message } : undefined),
    );
    if (result) found.value = new Map([...[...found.peek()].slice(-20), [key, result]]);
  }
};

type ColumnProps = {
  /** The letter of the pin; nothing for the settings on show. */
  letter: string | undefined;
  settings: Settings;
  result: Found | undefined;
  isOnShow: boolean;
};

const Column = ({ letter, settings, result, isOnShow }: ColumnProps) => {
  const measured = result && 'measured' in result ? result.measured : undefined;
  const { sqnr_db: ratio, relative_frobenius: error } = measured?.metrics ?? {};
  const out = outputsUnder(settings)?.sqnr_db;
  const name = settingsName(settings);
  return (
    <li class="pin-column" data-on={isOnShow}>
      <button type="button" class="pin-name" aria-pressed={isOnShow} title={name} onClick={() => change({ settings })}>
        <b>{letter ?? t('stage.pins.now')}</b> {name}
      </button>
      {result && 'refusal' in result ? (
        <p class="hint">{result.refusal}</p>
      ) : (
        <dl>
          <dt>{t('stage.error')}</dt>
          <dd>{error === undefined ? NONE : percent(error)}</dd>
          <dt>{t('stage.pins.ratio')}</dt>
          <dd>{ratio === undefined ? NONE : decibel(ratio)}</dd>
          {layer.value && (
            <>
              <dt>{t('stage.pins.outputs')}</dt>
              <dd>{out === undefined ? NONE : decibel(out)}</dd>
            </>
          )}
          <dt>{t('stage.pins.bits')}</dt>
          <dd>{measured ? formatNumber(measured.bits_per_value) : NONE}</dd>
        </dl>
      )}
      {letter !== undefined && (
        <button
          type="button"
          class="link"
          aria-label={t('stage.pins.unpinThis', { letter })}
          onClick={() => change({ pinned: state.peek().pinned.filter((one) => one !== settings) })}
        >
          {t('stage.pins.unpin')}
        </button>
      )}
    </li>
  );
};

/** Pins the settings on show. */
export const pinNow = (): void => {
  const { pinned, settings } = state.peek();
  const isPinned = pinned.some((one) => same(one, settings));
  if (!isPinned && pinned.length < LETTERS.length) change({ pinned: [...pinned, settings] });
  look('pins');
};

export const PinsPanel = () => {
  useSignalEffect(() => {
    const now = chosen.value;
    if (now) void measureAll(now.state.source, state.value.pinned);
  });
  useSignalEffect(() => {
    const now = chosen.value;
    if (now) void followOutputsOf([now.state.settings, ...state.value.pinned]);
  });
  const now = chosen.value;
  const { pinned, settings } = state.value;
  if (!now) return null;
  const { metrics, size } = now.frame.readout;
  const shownNow: Found = { measured: { metrics, bits_per_value: size.bits_per_value } };
  const isPinned = pinned.some((one) => same(one, settings));
  const next = LETTERS[pinned.length];
  return (
    <ol class="pins" aria-label={t('stage.pins.title')}>
      {pinned.map((one, i) => (
        <Column
          key={LETTERS[i]}
          letter={LETTERS[i]}
          settings={one}
          result={found.value.get(keyOf(now.state.source, one))}
          isOnShow={same(one, settings)}
        />
      ))}
      {!isPinned && <Column letter={undefined} settings={settings} result={shownNow} isOnShow />}
      {!isPinned && next !== undefined && (
        <li class="pin-column">
          <button type="button" onClick={pinNow}>
            {t('stage.pins.pin', { letter: next })}
          </button>
        </li>
      )}
      {isPinned && next !== undefined && <li class="pin-column hint">{t('stage.pins.how', { letter: next })}</li>}
    </ol>
  );
};

/** Keeps the settings on show, to compare others with them. */
export const CompareButton = () => (
  <button type="button" class="head-compare" title={t('stage.pins.begin')} onClick={pinNow}>
    {t('stage.pins.compare')}
  </button>
);
