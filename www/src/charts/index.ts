/**
 * The chart panels of the page.
 */
export { ClippingCurvePanel } from './clipping-curve';
export { ComparePanel } from './compare';
export { HistogramPanel } from './histogram';
export { MapPanel } from './map';
export { MatricesPanel } from './matrices';
export { NumberLinePanel } from './number-line';
export { SeriesChart as SeriesPanel } from './series';
