/**
 * The worksheet to print: the arithmetic of some values with letters and blanks, and the answers on a page of their own.
 */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { State } from '../../engine/wasm';
import { t } from '../../i18n';
import { filled } from '../../lessons/words';
import { stateAt } from '../../state/lesson';
import { formatNumber, state as shownState } from '../../state/store';
import { schemeName } from '../quantizer/schemes';
import { linesByHand, sheetOf, type SheetOf } from './sheet';
import type { ToolProps } from './tool';

const Blank = () => <span class="blank" />;

/** How the scale of some values comes about: what is given, and what is to be computed. */
const Shared = ({ of, solved, width }: { of: SheetOf['groups'][number]; solved: boolean; width: number }) => (
  <tr>
    <th colSpan={width} scope="rowgroup">
      {of.shared.map(({ label, letters, work, result }) => (
        <span key={label} class="sheet-shared">
          {letters === '' ? t('teacher.sheetGiven', { label, result }) : `${label}: ${letters} = `}
          {letters !== '' && (solved ? <strong>{result}</strong> : <Blank />)}
          {letters === '' && <span class="hint"> ({work})</span>}
        </span>
      ))}
    </th>
  </tr>
);

const Sheet = ({ of, solved }: { of: SheetOf; solved: boolean }) => {
  const { columns, groups, state, readout } = of;
  const { settings } = state;
  return (
    <article class="sheet" data-solved={solved}>
      <h4>{t(solved ? 'teacher.sheetAnswers' : 'teacher.sheetTitle')}</h4>
      <p>{t('teacher.sheetSettings', { scheme: schemeName(settings.scheme), bits: settings.bits })}</p>
      <p class="hint">{readout.convention}</p>
      {!solved && <p class="sheet-name">{t('teacher.sheetName')}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('teacher.sheetValue')}</th>
            {columns.map(({ label, letters }) => (
              <th scope="col" key={label}>
                <span class="sheet-letters">{letters}</span>
                <span class="sheet-label">{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group, i) => (
          <tbody key={i}>
            {group.shared.length > 0 && <Shared of={group} solved={solved} width={columns.length + 1} />}
            {group.values.map((trace) => (
              <tr key={trace.index}>
                <th scope="row">
                  <strong>{formatNumber(trace.x)}</strong>
                  <span class="sheet-label">{trace.name}</span>
                </th>
                {linesByHand(trace).map(({ label, result }) => (
                  <td key={label} class={solved ? undefined : 'blank'}>
                    {solved ? result : null}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <p class="hint">{t('teacher.sheetHow')}</p>
    </article>
  );
};

/** The step that a sheet is about: a part of the lesson, or what is shown. */
const StepSelect = ({ of, at, onChoose }: { of: NonNullable<ToolProps['of']>; at: number; onChoose: (at: number) => void }) => (
  <label>
    {t('teacher.sheetStep')}{' '}
    <select onChange={(event) => onChoose(Number(event.currentTarget.value))}>
      {of.steps.map(({ title }, i) => (
        <option key={i} value={i} selected={i === at}>
          {i + 1}. {title && filled(title, () => undefined)}
        </option>
      ))}
    </select>
  </label>
);

export const Worksheet = ({ of }: ToolProps) => {
  const at = useSignal(0);
  const made = useSignal<{ sheet: SheetOf | undefined } | undefined>(undefined);
  const step = of ? Math.min(at.value, of.steps.length - 1) : 0;
  const state: State = of ? stateAt(of, step) : shownState.value;
  const key = JSON.stringify([state.source, state.settings]);
  useEffect(() => {
    let isWanted = true;
    made.value = undefined;
    void sheetOf(state)
      .catch(() => undefined)
      .then((sheet) => {
        if (isWanted) made.value = { sheet };
      });
    return () => {
      isWanted = false;
    };
  }, [key]);
  const sheet = made.value?.sheet;
  return (
    <section aria-labelledby="teacher-sheet">
      <h3 id="teacher-sheet">{t('teacher.worksheet')}</h3>
      <p class="hint">{t('teacher.worksheetWords')}</p>
      <div class="teacher-choices">
        {of && (
          <StepSelect
            of={of}
            at={step}
            onChoose={(chosen) => {
              at.value = chosen;
            }}
          />
        )}
        {sheet && (
          <button type="button" class="primary" onClick={() => print()}>
            {t('ui.print')}
          </button>
        )}
      </div>
      {made.value && !sheet && <p>{t('teacher.sheetNone')}</p>}
      {sheet && (
        <div class="teacher-paper">
          <Sheet of={sheet} solved={false} />
          <Sheet of={sheet} solved />
        </div>
      )}
    </section>
  );
};
