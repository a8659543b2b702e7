/**
 * What stands in place of the pictures where the data have no inputs: made ones, or a layer with recorded ones, a press each.
 */
import { t } from '../../i18n';
import { change, exampleSource, examples, FRESH_VIEW, stateOf } from '../../state/store';

/** A layer whose weights disagree with its outputs. */
const LAYER = 'v=1&work=layer&data=minilm-l3-output-weight&scheme=symmetric&signed=true&granularity=row';

const openRecorded = (): void => {
  const { source, inputs, settings } = stateOf(LAYER);
  change({ source, inputs, settings, view: FRESH_VIEW });
};

const open = (key: string): void => {
  const source = exampleSource(key);
  if (source) change({ source, inputs: { kind: 'recorded' }, view: FRESH_VIEW });
};

export const NoInputs = () => {
  const recorded = examples.value.filter(({ inputs }) => inputs !== undefined);
  return (
    <section class="layer-none">
      <p>{t('layer.none.says')}</p>
      <p class="layer-ways">
        <button type="button" onClick={() => change({ inputs: { kind: 'made' } })}>
          {t('layer.none.made')}
        </button>
        <button type="button" onClick={openRecorded}>
          {t('layer.none.recorded')}
        </button>
      </p>
      <h3>{t('layer.none.layers')}</h3>
      <ul>
        {recorded.map(({ key, title }) => (
          <li key={key}>
            <button type="button" class="link" onClick={() => open(key)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
