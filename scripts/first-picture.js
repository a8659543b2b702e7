/**
 * Writes the start page out as HTML, computed by the page itself with the real engine: the first visit shows it before
 * any script has run. Starts the engine: an optimiser can exit with 0 and write a module that no engine accepts; here that
 * stops the build. Its argument is the JSON of the build's constants.
 */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { pageInNode } from './page-in-node.js';

/**
 * The layouts that charts are drawn for: the sizes of the charts in three windows; a chart without a size is not on show there.
 * `charts/frame/still.css` chooses one, and scales it to windows of other sizes.
 */
const LAYOUTS = [
  // 390 by 844
  { name: 'narrow', 'number-line': [390, 595] },
  // 1280 by 720
  { name: 'wide', 'number-line': [1264, 344], matrices: [872, 155] },
  // 1920 by 1080
  { name: 'large', 'number-line': [1904, 619], matrices: [1512, 240] },
];
const CHARTS = ['number-line', 'matrices'];

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
const { sizesFor } = await load('/src/charts/frame/sizes.ts');
const { effect } = await import('@preact/signals');

/** The picture of a layout: the first one of its sizes. */
const pictureFor = (layout) => {
  const charts = CHARTS.filter((chart) => layout[chart]);
  const before = store.shown.value;
  store.changeChartSizes(Object.assign({ charts }, ...charts.map((chart) => sizesFor(chart, { width: layout[chart][0], height: layout[chart][1] }))));
  return new Promise((resolve, reject) => {
    effect(() => {
      if (store.fieldError.value) reject(new Error(store.fieldError.value.message));
      if (store.shown.value !== before) resolve({ charts, painter: store.shown.value.painter });
    });
  });
};

const drawings = Object.fromEntries(CHARTS.map((chart) => [chart, '']));
for (const layout of LAYOUTS) {
  const { charts, painter } = await pictureFor(layout);
  for (const chart of charts) {
    const [width, height] = layout[chart];
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
