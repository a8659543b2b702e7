/**
 * The messages that the page in a frame takes, and why it takes no others. docs/embedding.md describes them.
 */
import * as v from 'valibot';
import { PROTOCOL, type Dtype, type Request } from '../around/frame';
import { t } from '../i18n';

/** The most characters of a link; the longest that the page writes has 4000 characters of numbers. */
const LONGEST_LINK = 20_000;
const LONGEST_NAME = 200;
const MOST_AXES = 8;
const MOST_SETTINGS = 100;
const MOST_FILES = 100;

/** For each type its name in safetensors files, and the bytes of a value. */
export const DTYPES: Readonly<Record<Dtype, readonly [stored: string, bytes: number]>> = {
  float64: ['F64', 8],
  float32: ['F32', 4],
  float16: ['F16', 2],
  bfloat16: ['BF16', 2],
  float8_e4m3fn: ['F8_E4M3', 1],
  float8_e5m2: ['F8_E5M2', 1],
  int64: ['I64', 8],
  int32: ['I32', 4],
  int16: ['I16', 2],
  int8: ['I8', 1],
  uint64: ['U64', 8],
  uint32: ['U32', 4],
  uint16: ['U16', 2],
  uint8: ['U8', 1],
  bool: ['BOOL', 1],
};

const CHARTS = ['number-line', 'series', 'transfer', 'histogram', 'bench', 'map', 'matrices'] as const;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const value = v.union([v.pipe(v.string(), v.maxLength(LONGEST_LINK)), v.pipe(v.number(), v.finite()), v.boolean(), v.null()]);
const head = { quantscope: v.literal(PROTOCOL), id: v.exactOptional(v.union([v.pipe(v.string(), v.maxLength(LONGEST_NAME)), v.number()])) };

const Message = v.variant('type', [
  v.strictObject({ ...head, type: v.literal('open'), link: v.pipe(v.string(), v.maxLength(LONGEST_LINK)) }),
  v.strictObject({ ...head, type: v.literal('ask') }),
  v.strictObject({
    ...head,
    type: v.literal('tensor'),
    name: v.pipe(v.string(), v.regex(/\S/), v.maxLength(LONGEST_NAME)),
    shape: v.pipe(v.array(count), v.minLength(1), v.maxLength(MOST_AXES)),
    dtype: v.picklist(Object.keys(DTYPES) as Dtype[]),
    data: v.instance(ArrayBuffer),
    role: v.exactOptional(v.picklist(['tensor', 'reference', 'inputs'])),
  }),
  v.strictObject({
    ...head,
    type: v.literal('files'),
    files: v.pipe(v.array(v.instance(File)), v.minLength(1), v.maxLength(MOST_FILES)),
    tensor: v.exactOptional(v.pipe(v.string(), v.maxLength(LONGEST_NAME))),
  }),
  v.strictObject({ ...head, type: v.literal('settings'), settings: v.pipe(v.record(v.string(), value), v.maxEntries(MOST_SETTINGS)) }),
  v.strictObject({ ...head, type: v.literal('picture'), chart: v.picklist(CHARTS), format: v.picklist(['svg', 'png']) }),
]);

const TYPES: readonly Request['type'][] = ['open', 'ask', 'tensor', 'files', 'settings', 'picture'];

/** A message, or the sentence that refuses it; `about` names its type, as far as it has one. */
export type Read = { request: Request } | { about: string; refusal: string; id?: string | number };

const typeOf = (data: object): string => ('type' in data && typeof data.type === 'string' ? data.type.slice(0, 20) : '');

const idOf = (data: object): { id?: string | number } =>
  'id' in data && (typeof data.id === 'number' || (typeof data.id === 'string' && data.id.length <= LONGEST_NAME)) ? { id: data.id } : {};

/** Reads a message; nothing where it is no message to this page. */
export const readMessage = (data: unknown): Read | undefined => {
  if (typeof data !== 'object' || data === null || !('quantscope' in data)) return undefined;
  const about = typeOf(data);
  const refused = (refusal: string): Read => ({ about, refusal, ...idOf(data) });
  if (data.quantscope !== PROTOCOL) return refused(t('embed.version', { version: PROTOCOL }));
  const read = v.safeParse(Message, data);
  if (!read.success) {
    const [issue] = read.issues;
    const path = v.getDotPath(issue) ?? '';
    if (path === '' || path === 'type') return refused(t('embed.unknown', { types: TYPES.join(', ') }));
    return refused(t('embed.field', { field: path, expected: issue.expected ?? issue.message, received: issue.received.slice(0, 60) }));
  }
  const { quantscope: _, ...request } = read.output;
  if (request.type === 'tensor') {
    const bytes = request.shape.reduce((product, size) => product * size, DTYPES[request.dtype][1]);
    if (bytes !== request.data.byteLength) {
      const { shape, dtype, data: given } = request;
      return refused(t('embed.bytes', { shape: shape.join(' × '), dtype, bytes, found: given.byteLength }));
    }
  }
  return { request };
};
