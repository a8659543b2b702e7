/**
 * The menu of data: the examples by group, and the user's own numbers.
 */
import { change, exampleSource, examples, state } from '../state/store';
import { Fault, faultOf } from '../ui/field';
import { FRESH_VIEW } from './fresh-view';
import { isPasting, openPaste } from './paste';

/** The key of the user's own numbers, as links write it. */
const OWN = 'pasted';

const groups = [...new Set(examples.map((example) => example.group))];

const choose = (select: HTMLSelectElement): void => {
  if (select.value === OWN) {
    // Nothing has been chosen until there are numbers.
    select.value = state.value.source.data;
    openPaste();
    return;
  }
  const source = exampleSource(select.value);
  if (source) change({ source, view: FRESH_VIEW });
};

export const DataMenu = () => {
  const { data } = state.value.source;
  return (
    <div class="data-menu">
      <label for="data">Data</label>
      <select id="data" {...faultOf('data')} onChange={(event) => choose(event.currentTarget)}>
        {groups.map((group) => (
          <optgroup key={group} label={group}>
            {examples
              .filter((example) => example.group === group)
              .map(({ key, title }) => (
                <option key={key} value={key} selected={key === data}>
                  {title}
                </option>
              ))}
          </optgroup>
        ))}
        <optgroup label="Yours">
          <option value={OWN} selected={data === OWN}>
            Your numbers
          </option>
        </optgroup>
      </select>
      <button type="button" onClick={openPaste}>
        Paste
      </button>
      {!isPasting.value && <Fault field="data" />}
    </div>
  );
};
