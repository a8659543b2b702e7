/**
 * Writes the start page out as HTML, computed by the page itself with the real engine: the first visit shows it before
 * any script has run. Starts the engine: an optimiser can exit with 0 and write a module that no engine accepts; here that
 * stops the build. Its argument is the JSON of the build's constants.
 */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { pageInNode } from './page-in-node.js';

/**
 * The layouts that charts are drawn for: the sizes of the charts in three windows. `charts/frame/still.css` chooses one, and
 * scales it to windows of other sizes.
 */
const LAYOUTS = [
  // 390 by 844
  { name: 'narrow', line: [374, 139], cell: [374, 174], low: [374, 176] },
  // 1280 by 720
  { name: 'wide', line: [960, 128], cell: [472, 112], low: [472, 112] },
  // 1920 by 1080
  { name: 'large', line: [1576, 223], cell: [780, 196], low: [780, 196] },
];
const CHARTS = { 'number-line': 'line', series: 'cell', histogram: 'low', bench: 'low', map: 'cell' };

/** Digits of equal width, which only a drawing outside the page needs: the page sets them, and its policy forbids inline styles. */
const OWN_STYLE = /<svg( role="img") style="font-variant-numeric:tabular-nums"/;

const COLOUR = /#[0-9A-Fa-f]{6}/;

/** One drawing for both themes: only its colours differ. */
const inBothLooks = (light, dark) => {
  const colours = dark.match(new RegExp(COLOUR, 'g')) ?? [];
  const shape = (svg) => svg.split(COLOUR);
  if (shape(light).join() !== shape(dark).join()) throw new Error('a chart has another shape in the dark');
  let i = 0;
  return light.replace(new RegExp(COLOUR, 'g'), (colour) => {
    const other = colours[i++];
    return colour === other ? colour : `light-dark(${colour},${other})`;
  });
};

const { load, close } = await pageInNode(JSON.parse(process.argv[2] ?? '{}'));
const store = await load('/src/state/store.ts');
const { App } = await load('/src/app.tsx');
const { effect } = await import('@preact/signals');

/** The picture of a layout: the first one that has its width. */
const pictureFor = ({ line, cell, low }) => {
  const sizes = { line: line[0], series: cell[0], histogram: low[0], map_width: cell[0], map_height: cell[1] };
  const before = store.shown.value;
  store.changeChartSizes(sizes);
  return new Promise((resolve, reject) => {
    effect(() => {
      if (store.fieldError.value) reject(new Error(store.fieldError.value.message));
      if (store.shown.value !== before) resolve(store.shown.value);
    });
  });
};

const drawings = Object.fromEntries(Object.keys(CHARTS).map((chart) => [chart, '']));
for (const layout of LAYOUTS) {
  const { painter } = await pictureFor(layout);
  for (const [chart, place] of Object.entries(CHARTS)) {
    const [width, height] = layout[place];
    const drawn = (theme) => painter.svg(chart, { width, height, ratio: 1, theme }, '');
    drawings[chart] += inBothLooks(drawn('light'), drawn('dark')).replace(OWN_STYLE, `<svg class="still-${layout.name}"$1`);
  }
}
const page = renderToString(h(App, {}))
  // No control would show that the browser has stored something from an earlier visit.
  .replace(/<(input|select)\b/g, '<$1 autocomplete="off"')
  .replace(/(<div class="chart-still" data-still="([\w-]+)"[^>]*>)/g, (_, tag, chart) => tag + drawings[chart]);
await close();
process.stdout.write(page);
