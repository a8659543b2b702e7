/**
 * Studies an example in 4 bits, a scale for each row. In node: `node study.js`; in a page: through a bundler, see index.html.
 */
import start, { Engine, open_link } from 'quantscope';

await start();
const { state } = open_link('v=1&data=article-asym&bits=4&granularity=row');
const engine = new Engine();
engine.load(state.source, () => {});
const sizes = {
  line: 900,
  line_height: 300,
  upright: false,
  series: 450,
  histogram: 450,
  map_width: 400,
  map_height: 200,
  charts: [],
  tables: [],
  measures: false,
};
const { readout } = engine.study(state.settings, state.view, sizes).frame;
const told = `${readout.scale} ${readout.zero_point} ${readout.metrics.sqnr_db}`;
engine.free();
if (typeof document === 'undefined') console.log(told);
else document.body.append(told);
