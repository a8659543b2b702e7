/**
 * Files of the training on show: its curves, its weights, and a program. Knows no control.
 */
import { history } from '../app-state';
import { addFiles, linkTo, state } from '../store';
import { fileOf, settings, shown } from './training';

export type FileKind = 'csv' | 'npy' | 'program';

/** A name that says which layer and step. */
const weightsName = (): string => `layer-${(settings.peek()?.layer ?? 0) + 1}-step-${shown.peek()?.frame.step ?? 0}.npy`;

/** The file's name and content; nothing before there is a training. */
export const fileFor = async (kind: FileKind): Promise<{ name: string; blob: Blob } | undefined> => {
  const blob = await fileOf(kind, linkTo(state.peek()));
  const names: Record<FileKind, string> = { csv: 'training.csv', npy: weightsName(), program: 'train_with_rounding.py' };
  return blob && { name: names[kind], blob };
};

/** Opens the latent weights of the layer on show in the tensor view. */
export const openWeights = async (): Promise<void> => {
  const file = await fileFor('npy');
  if (!file) return;
  const outcome = await addFiles([new File([file.blob], file.name)]);
  if (outcome !== 'nothing') history.change({ view: { workspace: 'tensor' } });
};
