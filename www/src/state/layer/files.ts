/**
 * The layer on show as files, and the matrices that its method made as tensors of the page.
 */
import { layerText } from '../../engine/layer';
import type { LayerFormat, LayerTensor, LayerValues, State } from '../../engine/wasm';
import { linkTo, shown, addFiles } from '../store';
import { layerFileOf, layerTensorOf } from './asking';
import { openWorkspace } from '../workspace';
import { layerSettings } from './layer';

/** The layer on show, as questions about it name it. */
const asked = (): { now: State; text: string } | undefined => {
  const now = shown.peek()?.state;
  return now && { now, text: layerText(layerSettings.peek()) };
};

/** The layer on show as a file; nothing where there is none. */
export const layerFile = async (format: LayerFormat): Promise<Blob | undefined> => {
  const layer = asked();
  if (!layer) return undefined;
  const { now, text } = layer;
  const workspaces = { ...now.workspaces, layer: text };
  const link = linkTo({ ...now, workspaces, view: { ...now.view, workspace: 'layer' } });
  const file = await layerFileOf(now, { settings: now.settings, layer: text }, { format, link });
  const type = format === 'json' ? 'application/json' : format === 'csv' ? 'text/csv' : 'text/x-python';
  return file === undefined ? undefined : new Blob([file], { type });
};

/** A matrix as a NumPy file. */
const npyOf = ({ rows, cols, values }: LayerValues): Blob => {
  const words = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${cols}), }`;
  // Magic, version and length before the header; what follows begins at a multiple of 64 bytes.
  const length = Math.ceil((words.length + 11) / 64) * 64 - 10;
  const head = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length % 256, length >> 8);
  return new Blob([head, `${words.padEnd(length - 1)}\n`, values]);
};

/** Opens a matrix of the layer on show in the tensor's workspace, as one of the open files. */
export const openMatrix = async (which: LayerTensor): Promise<void> => {
  const layer = asked();
  if (!layer) return;
  const { now, text } = layer;
  const matrix = await layerTensorOf(now, { settings: now.settings, layer: text }, which);
  if (!matrix) return;
  const method = layerSettings.peek().method.name;
  const outcome = await addFiles([new File([npyOf(matrix)], `${which}-${method}.npy`)]);
  if (outcome === 'shown') openWorkspace('tensor');
};
