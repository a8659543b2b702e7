/**
 * Tensors that the page around the frame sent: they become open files of the page, as if they had been dropped on it.
 */
import type { Comparison, Role, SentTensor } from '../around/frame';
import { t } from '../i18n';
import { addBeside, addFiles, change, dataName, fieldError, opened, showTensor, state } from '../state/store';
import { metricsOf } from './result';
import { DTYPES } from './messages';

/** A safetensors file of one tensor. */
const fileOf = (role: Role, { name, shape, dtype, data }: SentTensor): File => {
  const [stored] = DTYPES[dtype];
  const header = new TextEncoder().encode(JSON.stringify({ [name]: { dtype: stored, shape, data_offsets: [0, data.byteLength] } }));
  const size = new DataView(new ArrayBuffer(8));
  size.setBigUint64(0, BigInt(header.length), true);
  return new File([size, header, data], `${role}.safetensors`);
};

const placeOf = (file: string, tensor: string): number | undefined => {
  const listing = opened.peek();
  const at = listing?.tensors.findIndex((info) => info.name === tensor && listing.files[info.file]?.name === file) ?? -1;
  return at < 0 ? undefined : at;
};

const compared = async (name: string, file: string): Promise<Comparison> => {
  const { source } = state.peek();
  const [stored, float] = [placeOf(source.file, source.tensor), placeOf(file, name)];
  if (stored === undefined || float === undefined) throw new Error(t('embed.nothingToCompare'));
  const { comparisons } = await import('../state/files/tools');
  await comparisons.lookAt({ stored, float });
  const outcome = comparisons.closeup.peek()?.outcome;
  comparisons.lookAway();
  if (!outcome || 'fault' in outcome) throw new Error(outcome?.fault ?? t('embed.nothingToCompare'));
  const { metrics, left_out } = outcome.comparison;
  return { metrics: metricsOf(metrics), left_out };
};

/** Takes a tensor; a reference is answered with what it was compared for. Rejects with a sentence. */
export const take = async (sent: SentTensor): Promise<Comparison | undefined> => {
  const { role = 'tensor', name } = sent;
  const file = fileOf(role, sent);
  const refusal = (): Error =>
    new Error(
      fieldError.peek()?.message ?? t('embed.notOpened', { name: dataName({ ...state.peek().source, file: file.name, tensor: name, cut: '' }) }),
    );
  if (role === 'tensor') {
    if ((await addFiles([file])) !== 'shown') throw refusal();
    return undefined;
  }
  if (!(await addBeside([file]))) throw refusal();
  if (role === 'reference') return compared(name, file.name);
  change({ inputs: { kind: 'file', file: file.name, tensor: name } });
  return undefined;
};

/** Opens files as if they were dropped; shows the tensor of that name, if one is named. Rejects with a sentence. */
export const openSent = async (files: readonly File[], tensor: string | undefined): Promise<void> => {
  if (tensor === undefined) {
    const { open } = await import('../panels/files/open-files');
    await open(files);
    return;
  }
  if (!(await addBeside(files)))
    throw new Error(fieldError.peek()?.message ?? t('embed.notOpened', { name: files.map(({ name }) => name).join(', ') }));
  const place = files.map(({ name }) => placeOf(name, tensor)).find((at) => at !== undefined);
  if (place === undefined) throw new Error(t('embed.noTensor', { name: tensor }));
  showTensor(place);
};
