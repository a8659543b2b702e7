/**
 * The pictures of the layer, one at a time, chosen by tabs.
 */
import { computed, useComputed } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { columnsChart, errorsChart, layerViews, outputsChart } from '../../engine/layer';
import type { LayerView } from '../../engine/wasm';
import { t } from '../../i18n';
import { layerFound, layerView, showLayerView } from '../../state/layer/layer';
import { TabList } from '../../ui/tab-list';
import { Arithmetic } from './arithmetic';
import { Methods } from './methods';
import { Picture } from './picture/picture';
import { Strengths } from './strengths';
import { Walk } from './walk';

const outcome = computed(() => layerFound.value?.outcome);
const columns = computed(() => outcome.value && columnsChart(outcome.value));
const outputs = computed(() => outcome.value && outputsChart(outcome.value));
const errors = computed(() => outcome.value && errorsChart(outcome.value));

const isCurrent = computed(() => layerFound.value?.isCurrent ?? false);

const Columns = () => <Picture name="columns" chart={columns} isCurrent={isCurrent.value} />;

const Outputs = () => (
  <div class="layer-pair">
    <Picture name="outputs" chart={outputs} isCurrent={isCurrent.value} />
    <Picture name="errors" chart={errors} isCurrent={isCurrent.value} />
  </div>
);

const CONTENTS: Record<LayerView, FunctionComponent> = {
  columns: Columns,
  outputs: Outputs,
  methods: Methods,
  strengths: Strengths,
  walk: Walk,
  arithmetic: Arithmetic,
};

const PANEL = 'layer-panel';

export const Views = () => {
  const view = useComputed(() => layerView.value).value;
  const Content = CONTENTS[view];
  return (
    <section class="layer-views" aria-label={t('layer.views')}>
      <TabList
        label={t('layer.views')}
        panel={PANEL}
        value={view}
        tabs={layerViews().map((one) => [one, t(`layer.view.${one}`)] as const)}
        onChoose={showLayerView}
      />
      <div class="layer-panel" id={PANEL} role="tabpanel" aria-label={t(`layer.view.${view}`)}>
        <Content key={view} />
      </div>
    </section>
  );
};
