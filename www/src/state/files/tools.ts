/**
 * The instances that only the dialogs about files need: they are loaded with these.
 */
import { WorkerBridge } from '../../engine/bridge';
import { history, openFiles } from '../app-state';
import { FloatComparisons } from './float-comparison';
import { Scan } from './scan';

const newWorker = (): WorkerBridge => new WorkerBridge();

export const scan = new Scan(openFiles, history.state, newWorker);
export const comparisons = new FloatComparisons(openFiles, newWorker);
