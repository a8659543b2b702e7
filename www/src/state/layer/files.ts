/**
 * The layer on show as files, and the matrices that its method made as tensors of the page.
 */
import type { LayerFormat, LayerTensor } from '../../engine/wasm';
import { addFiles, linkTo } from '../store';
import { layerFileOf, layerTensorOf } from './asking';
import { openWorkspace } from '../workspace';
import { asked, layerSettings } from './layer';

/** The layer on show as a file; nothing where there is none. */
export const layerFile = async (format: LayerFormat): Promise<Blob | undefined> => {
  const layer = asked.peek();
  if (!layer) return undefined;
  const { now, text } = layer;
  const link = linkTo({ ...now, workspaces: { ...now.workspaces, layer: text }, view: { ...now.view, workspace: 'layer' } });
  const file = await layerFileOf(now, { settings: now.settings, layer: text }, { format, link });
  const type = format === 'json' ? 'application/json' : format === 'csv' ? 'text/csv' : 'text/x-python';
  return file === undefined ? undefined : new Blob([file], { type });
};

/** Opens a matrix of the layer on show in the tensor's workspace, as one of the open files. */
export const openMatrix = async (which: LayerTensor): Promise<void> => {
  const layer = asked.peek();
  if (!layer) return;
  const { now, text } = layer;
  const matrix = await layerTensorOf(now, { settings: now.settings, layer: text }, which);
  if (!matrix) return;
  const method = layerSettings.peek().method.name;
  const outcome = await addFiles([new File([matrix], `${which}-${method}.npy`)]);
  if (outcome === 'shown') openWorkspace('tensor');
};
