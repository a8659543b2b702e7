/**
 * Where the other conventions give other numbers on this data than the chosen one. Computed only while it is open.
 */
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Disagreement, Preset } from '../../engine/wasm';
import { t } from '../../i18n';
import { askAbout, shown, type Shown } from '../../state/store';
import { Popover, place } from '../../ui/popover/popover';
import './disagreements.css';
import { later } from '../../ui/lazy';

const DisagreementList = later(async () => (await import('./disagreement-list')).DisagreementList);

const CARD = 'disagreements';

/** The result, and the settings and data it is for. */
const found = signal<{ numbers: string; disagreements: Disagreement[] } | undefined>(undefined);

const numbersOf = ({ state: { source, settings } }: Shown): string => JSON.stringify([source, settings]);

/** Asks the worker. One that is still starting has no answer; it is asked again after the next study. The loss of a worker is reported elsewhere. */
const look = async (at: Shown): Promise<void> => {
  const { source, settings } = at.state;
  const disagreements = await askAbout(source, 'disagree', settings).catch(() => undefined);
  const now = shown.peek();
  const numbers = numbersOf(at);
  if (disagreements && now && numbersOf(now) === numbers) found.value = { numbers, disagreements };
};

export const Disagreements = ({ nameOf }: { nameOf: (convention: Preset) => string }) => {
  const open = useSignal(false);
  const now = shown.value;
  const numbers = now && numbersOf(now);
  const isMissing = open.value && numbers !== found.value?.numbers;
  useEffect(() => {
    if (now && isMissing) void look(now);
  }, [isMissing, now]);
  const current = numbers === found.value?.numbers ? found.value?.disagreements : undefined;
  return (
    <>
      <button
        type="button"
        id="where-others-differ"
        class="step-button"
        popovertarget={CARD}
        aria-label={t('disagreements.title')}
        title={t('disagreements.titleHere')}
      >
        ≠
      </button>
      <Popover
        id={CARD}
        class="card disagreements"
        popover="auto"
        role="dialog"
        aria-label={t('disagreements.title')}
        onToggle={(event) => {
          open.value = event.newState === 'open';
          const opener = document.getElementById('where-others-differ');
          if (open.value && opener) place(event.currentTarget, opener);
        }}
      >
        <h2>{t('disagreements.titleHere')}</h2>
        {now && current ? (
          <DisagreementList now={now} disagreements={current} nameOf={nameOf} />
        ) : (
          <p role="status">{t('disagreements.comparing')}</p>
        )}
      </Popover>
    </>
  );
};
