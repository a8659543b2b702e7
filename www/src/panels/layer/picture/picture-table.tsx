/**
 * The table of a picture, made while it is open.
 */
import { useSignal, type ReadonlySignal } from '@preact/signals';
import { DataTable } from '../../../charts/frame/panel';
import type { LayerChart } from '../../../engine/wasm';
import { t } from '../../../i18n';

export const PictureTable = ({ chart, title }: { chart: ReadonlySignal<LayerChart | undefined>; title: string }) => {
  const isOpen = useSignal(false);
  const table = isOpen.value ? chart.value?.table() : undefined;
  const name = t('charts.tableOf', { title });
  return (
    <details
      class="layer-table"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !event.currentTarget.open) return;
        event.preventDefault();
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary>
        {t('layer.picture.table')}
        <span class="hidden-words">{title}</span>
      </summary>
      <div class="layer-rows" role="region" aria-label={name} tabIndex={0}>
        {table && <DataTable table={table} />}
      </div>
    </details>
  );
};
