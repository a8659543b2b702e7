/**
 * The data menu: the examples by group, and the user's own numbers and files.
 */
import { computed, useComputed } from '@preact/signals';
import { t } from '../../i18n';
import { canDismiss, change, exampleSource, examples, fieldError, FILE, FRESH_VIEW, opened, report, state } from '../../state/store';
import { Fault, faultOf, isFaulty } from '../fault';
import { OpenButton } from '../files/open-files';
import { isPasting, openPaste } from './paste';
import { chooseTensor, TensorsButton } from '../files/tensors';

/** The key of pasted numbers in links. */
const OWN = 'pasted';

const groups = computed(() => [...new Set(examples.value.map((example) => example.group))]);

const choose = (select: HTMLSelectElement): void => {
  if (select.value === OWN || select.value === FILE) {
    const ask = select.value === OWN ? openPaste : chooseTensor;
    // The menu shows the earlier choice until numbers are pasted.
    select.value = state.value.source.data;
    ask();
    return;
  }
  const source = exampleSource(select.value);
  if (source) change({ source, view: FRESH_VIEW });
};

/** The fault of the data, with buttons that correct it. */
export const DataFault = () => {
  const other = isFaulty('hash');
  if (isPasting.value || !fieldError.value || !(other || isFaulty('data'))) return null;
  return (
    <div class="data-fault">
      <Fault field={other ? 'hash' : 'data'} />
      {other && (
        <button type="button" onClick={() => change({ source: { hash: '' } })}>
          {t('data.showAnyway')}
        </button>
      )}
      {canDismiss.value && (
        <button type="button" onClick={() => report(undefined)}>
          {t('data.dismiss')}
        </button>
      )}
    </div>
  );
};

/** The choice of data; `id` is of the select. */
export const DataChoice = ({ id }: { id: string }) => {
  const { data, file, tensor } = useComputed(() => state.value.source).value;
  return (
    <select id={id} {...faultOf('data')} {...faultOf('hash')} onChange={(event) => choose(event.currentTarget)}>
      {groups.value.map((group) => (
        <optgroup key={group} label={group}>
          {examples.value
            .filter((example) => example.group === group)
            .map(({ key, title }) => (
              <option key={key} value={key} selected={key === data}>
                {title}
              </option>
            ))}
        </optgroup>
      ))}
      <optgroup label={t('data.yours')}>
        <option value={OWN} selected={data === OWN}>
          {t('data.yourNumbers')}
        </option>
        {(opened.value || data === FILE) && (
          <option value={FILE} selected={data === FILE}>
            {data === FILE ? `${file}: ${tensor}` : t('data.yourTensor')}
          </option>
        )}
      </optgroup>
    </select>
  );
};

export const PasteButton = () => (
  <button type="button" onClick={openPaste}>
    {t('data.paste')}
  </button>
);

/** The choice with its label; the buttons that bring other data where there is room for them. */
export const DataMenu = ({ isShort }: { isShort: boolean }) => (
  <div class="data-menu" data-short={isShort}>
    <label for="data">{t('data.data')}</label>
    <DataChoice id="data" />
    {!isShort && <PasteButton />}
    {!isShort && <OpenButton />}
    <TensorsButton />
    <DataFault />
  </div>
);
