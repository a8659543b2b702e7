/**
 * Files of the training on show: its pictures, its curves, its weights, and a program. Knows no control.
 */
import { t } from '../../i18n';
import { history } from '../app-state';
import { addFiles, linkTo, state } from '../store';
import { enlargementIn, isDark, theme } from '../theme';
import { fileOf, settings, shown } from './training';

/** The size of the exported boundaries in CSS pixels, the same on every screen. */
const SIZE = { width: 1200, height: 450 };
const RATIO = 2;

const link = (): string => linkTo(state.peek());

/** The three boundaries as a PNG file, on the ground of the theme. */
const png = async (): Promise<Blob | undefined> => {
  const drawing = document.createElement('canvas');
  const style = { ...SIZE, ratio: RATIO, theme: theme.peek() };
  shown.peek()?.painter.draw('boundaries', drawing, style);
  const sheet = document.createElement('canvas');
  Object.assign(sheet, { width: drawing.width, height: drawing.height });
  const to = sheet.getContext('2d');
  if (!to) throw new Error(t('charts.noCanvas'));
  to.fillStyle = isDark(style.theme) ? '#14171a' : '#ffffff';
  to.fillRect(0, 0, sheet.width, sheet.height);
  to.drawImage(drawing, 0, 0);
  return new Promise((resolve) => {
    sheet.toBlob((blob) => resolve(blob ?? undefined), 'image/png');
  });
};

const svg = (): Blob | undefined => {
  const enlarged = enlargementIn(theme.peek());
  const style = { width: SIZE.width * enlarged, height: SIZE.height * enlarged, ratio: 1, theme: theme.peek() };
  const text = shown.peek()?.painter.svg('boundaries', style, link());
  return text === undefined ? undefined : new Blob([text], { type: 'image/svg+xml' });
};

export type FileKind = 'png' | 'svg' | 'csv' | 'npy' | 'program';

/** A name that says which layer and step. */
const weightsName = (): string => `layer-${(settings.peek()?.layer ?? 0) + 1}-step-${shown.peek()?.frame.step ?? 0}.npy`;

/** The file's name and content; nothing before there is a training. */
export const fileFor = async (kind: FileKind): Promise<{ name: string; blob: Blob } | undefined> => {
  const blob = kind === 'png' ? await png() : kind === 'svg' ? svg() : await fileOf(kind, link());
  const names: Record<FileKind, string> = {
    png: 'boundaries.png',
    svg: 'boundaries.svg',
    csv: 'training.csv',
    npy: weightsName(),
    program: 'train_with_rounding.py',
  };
  return blob && { name: names[kind], blob };
};

/** Opens the latent weights of the layer on show in the tensor view. */
export const openWeights = async (): Promise<void> => {
  const file = await fileFor('npy');
  if (!file) return;
  const outcome = await addFiles([new File([file.blob], file.name)]);
  if (outcome !== 'nothing') history.change({ view: { workspace: 'tensor' } });
};
