/**
 * The chart panels of the page.
 */
export { ClippingCurvePanel } from './clipping-curve';
export { ComparePanel } from './compare';
export { HistogramPanel } from './histogram';
export { MapPanel } from './map';
export { NumberLinePanel } from './number-line';
export { MapPanel as MatricesPanel } from './map';
export { SeriesChart as SeriesPanel } from './series';
