/**
 * A picture of the training: its heading, the canvas, its words and its table.
 */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { useBox, useDrawing } from '../../charts/frame/canvas';
import { DataTable } from '../../charts/frame/panel';
import type { Plot, Style, TrainingChart, TrainingPart } from '../../engine/wasm';
import { t } from '../../i18n';
import { same } from '../../state/same';
import { shown } from '../../state/training/training';

type Props = {
  chart: Exclude<TrainingChart, 'boundaries'>;
  title: ComponentChildren;
  part: TrainingPart | undefined;
  /** Differs where the picture does; without it, each answer is drawn. */
  drawnKey?: string | undefined;
  /** Beside the heading. */
  tools?: ComponentChildren;
  /** Between the heading and the picture. */
  children?: ComponentChildren;
};

export const Figure = ({ chart, title, part, drawnKey, tools, children }: Props) => {
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useBox(canvas);
  const plots = useSignal<Plot[]>([]);
  const key = useRef<string | undefined>(undefined);
  key.current = drawnKey;
  const last = useRef<{ key: string | undefined; style: Style } | undefined>(undefined);
  useDrawing({
    canvas,
    box,
    plots,
    isReady: () => shown.value !== undefined,
    draw: (element, style) => {
      const now = shown.peek();
      if (!now) return undefined;
      const isSame = key.current !== undefined && last.current?.key === key.current && same(last.current.style, style);
      if (isSame) return undefined;
      last.current = { key: key.current, style };
      return now.painter.draw(chart, element, style);
    },
  });
  const name = t(`training.chart.${chart}`);
  return (
    <section class="training-figure" data-training={chart} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {tools}
        {part && (
          <details class="panel-table training-table">
            <summary title={t('charts.table')}>
              <span class="hidden-words">{t('charts.tableOf', { title: name })}</span>
              <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                <path d="M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 3v10" />
              </svg>
            </summary>
            <div class="panel-table-rows" role="region" aria-label={t('charts.tableOf', { title: name })} tabIndex={0}>
              <DataTable table={part.table} />
            </div>
          </details>
        )}
      </header>
      {children}
      <div class="training-drawing">
        <canvas class="chart-canvas" ref={canvas} role="img" aria-label={t('charts.drawing', { title: name, words: part?.words ?? '' })} />
      </div>
    </section>
  );
};
