/**
 * The pinned settings A, B and C with those on show: what they are, their errors on all values, their size, a row each. A press on a
 * row's name shows it. The same in every layout; a wide place has more measures.
 */
import { signal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Rejected } from '../../engine/bridge';
import type { Measured, Settings, Source } from '../../engine/wasm';
import { NONE, decibel, percent } from '../../engine/numbers';
import { t } from '../../i18n';
import { followPinnedOutputs, outputs, outputsUnder } from '../../state/analysis/outputs';
import { change, formatNumber, measure, same, shown, state } from '../../state/store';
import { changesBetween, settingsName } from '../quantizer/settings-words';
import { look } from './place';

const LETTERS = ['A', 'B', 'C'] as const;

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

type Measure = { words: () => string; of: (measured: Measured, settings: Settings) => string; wide?: true };

const written = (value: number | undefined, write: (value: number) => string): string => (value === undefined ? NONE : write(value));

/** In the order of the columns; those that are `wide` need a wide place. */
const MEASURES: readonly Measure[] = [
  { words: () => t('stage.error'), of: ({ metrics }) => written(metrics.relative_frobenius, percent) },
  { words: () => t('stage.pins.ratio'), of: ({ metrics }) => written(metrics.sqnr_db, decibel) },
  { words: () => t('stage.pins.bits'), of: ({ bits_per_value: bits }) => formatNumber(bits) },
  { words: () => t('readout.mse'), of: ({ metrics }) => formatNumber(metrics.mse), wide: true },
  { words: () => t('readout.worst'), of: ({ metrics }) => formatNumber(metrics.max_abs), wide: true },
  { words: () => t('readout.clipped'), of: ({ metrics }) => percent(metrics.share_clipped), wide: true },
  { words: () => t('readout.zeroed'), of: ({ metrics }) => percent(metrics.share_zeroed), wide: true },
];

/** What comes out of the layer, where it has inputs. */
const OUTPUTS: Measure = { words: () => t('stage.pins.outputs'), of: (_, settings) => written(outputsUnder(settings)?.sqnr_db, decibel) };

const measures = (): readonly Measure[] => (outputs.value ? [...MEASURES.slice(0, 2), OUTPUTS, ...MEASURES.slice(2)] : MEASURES);

type RowProps = {
  /** The letter of the pin; nothing for the settings on show. */
  letter: string | undefined;
  settings: Settings;
  /** The first pinned settings: what the others have in common with them is not repeated. */
  first: Settings | undefined;
  result: Found | undefined;
  isOnShow: boolean;
  /** What can be done with them. */
  children: ComponentChildren;
};

/** What settings are: by what they change where their name is the same as that of the first ones. */
const nameOf = (settings: Settings, first: Settings | undefined): string => {
  const name = settingsName(settings);
  if (!first || same(settings, first) || name !== settingsName(first)) return name;
  return changesBetween(first, settings).join(t('stage.pins.betweenChanges')) || name;
};

const Cells = ({ result, settings }: Pick<RowProps, 'result' | 'settings'>) =>
  result && 'refusal' in result ? (
    <td class="pin-refusal" colSpan={measures().length}>
      {result.refusal}
    </td>
  ) : (
    <>
      {measures().map(({ of, wide }, i) => (
        <td key={i} class={wide && 'pin-wide'}>
          {result ? of(result.measured, settings) : NONE}
        </td>
      ))}
    </>
  );

const Row = ({ letter, settings, first, result, isOnShow, children }: RowProps) => (
  <tr data-on={isOnShow}>
    <th scope="row">
      <button type="button" class="pin-name" aria-pressed={isOnShow} title={settingsName(settings)} onClick={() => change({ settings })}>
        <b>{letter ?? t('stage.pins.now')}</b> {nameOf(settings, first)}
      </button>
    </th>
    <Cells result={result} settings={settings} />
    <td class="pin-act">{children}</td>
  </tr>
);

const unpin = (settings: Settings): void => change({ pinned: state.peek().pinned.filter((one) => one !== settings) });

const UnpinButton = ({ letter, settings }: { letter: string; settings: Settings }) => (
  <button type="button" aria-label={t('stage.pins.unpinThis', { letter })} onClick={() => unpin(settings)}>
    {t('stage.pins.unpin')}
  </button>
);

/** Pins the settings on show. */
const pinNow = (): void => {
  const { pinned, settings } = state.peek();
  const isPinned = pinned.some((one) => same(one, settings));
  if (!isPinned && pinned.length < LETTERS.length) change({ pinned: [...pinned, settings] });
  look('pins');
};

export const PinsPanel = () => {
  useSignalEffect(() => {
    const now = shown.value;
    if (now) void measureAll(now.state.source, state.value.pinned);
  });
  useSignalEffect(() => void followPinnedOutputs());
  const now = shown.value;
  const { pinned, settings } = state.value;
  if (!now) return null;
  const { metrics, size } = now.frame.readout;
  const shownNow: Found = { measured: { metrics, bits_per_value: size.bits_per_value } };
  const isPinned = pinned.some((one) => same(one, settings));
  const next = LETTERS[pinned.length];
  return (
    <div class="pins">
      <table aria-label={t('stage.pins.title')}>
        <thead>
          <tr>
            <td />
            {measures().map(({ words, wide }, i) => (
              <th key={i} scope="col" class={wide && 'pin-wide'}>
                {words()}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {pinned.map((one, i) => {
            const letter = LETTERS[i] ?? '';
            const result = found.value.get(keyOf(now.state.source, one));
            return (
              <Row key={letter} letter={letter} settings={one} first={pinned[0]} result={result} isOnShow={same(one, settings)}>
                <UnpinButton letter={letter} settings={one} />
              </Row>
            );
          })}
          {!isPinned && (
            <Row letter={undefined} settings={settings} first={pinned[0]} result={shownNow} isOnShow>
              {next !== undefined && (
                <button type="button" onClick={pinNow}>
                  {t('stage.pins.pin', { letter: next })}
                </button>
              )}
            </Row>
          )}
        </tbody>
      </table>
      {isPinned && next !== undefined && <p class="hint">{t('stage.pins.how', { letter: next })}</p>}
    </div>
  );
};

/** Keeps the settings on show, to compare others with them. */
export const CompareButton = () => (
  <button type="button" class="head-compare" title={t('stage.pins.begin')} onClick={pinNow}>
    {t('stage.pins.compare')}
  </button>
);
