/**
 * Finds words for the user's eyes and ears that stand in the page's code and not in its catalogs. Knows no catalog.
 */
import { parseSync } from 'vite';

/** Attributes, and properties of tables, that are shown or read out: one word is enough. */
const SPOKEN = [
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'aria-roledescription',
  'placeholder',
  'alt',
  'label',
  'valueText',
  'caption',
  'noun',
];

/** Attributes that are spoken, too, but in tables hold parts of keys. */
const SPOKEN_ATTRIBUTES = [...SPOKEN, 'title', 'words', 'head', 'says', 'take'];

/** Attributes and properties that are never shown, however many words they hold. */
const SILENT = ['class', 'className', 'kind', 'id', 'style', 'd', 'viewBox', 'font', 'sandbox', 'allow', 'rel'];

/** Functions that take selectors, queries and the like. */
const UNSPOKEN = ['querySelector', 'querySelectorAll', 'closest', 'matches', 'matchMedia', 'import', 'toggle', 'add'];

/** Names, formats and units that are the same in all languages. Words made of these alone may stand in the code. */
const NAMES = [
  'Model Explorer',
  'ONNX Runtime',
  'English',
  'Español',
  ...'Quantscope NumPy PyTorch torchao ONNX TensorRT Distiller GPTQ ggml gguf GGUF bitsandbytes HQQ DoReFa WRPN PACT NVIDIA BitNet'.split(' '),
  ...'JSON CSV PNG SVG MSE MAE SQNR NaN dB kB MB GB min max log tanh round clamp sc mn sha256 FLOOR CEIL EVEN RCEIL cuBLAS OCP MX TWN IEEE'.split(
    ' ',
  ),
  ...'FP16 FP8 FP6 FP4 BF16 fp16 bf16 NF4 INT8 E2M1 E2M3 E3M2 E4M3 E5M2 E8M0 MXFP4 MXFP6 MXFP8 MXINT8 NVFP4 IQ4_NL IQ4_XS'.split(' '),
];

/**
 * Sources whose sentences stay in English: they tell the author of a lesson the faults of the file, in the words of
 * its format.
 */
const ENGLISH = /\blessons\/(facts|schema|hand-in|reader)\.ts$/;

const NAMED = new RegExp(`(?<![\\p{L}\\p{N}_])(${NAMES.join('|')})(?![\\p{L}\\p{N}_])`, 'gu');

/** A key of a catalog, or markup. */
const CODE = /^[a-z]\w*(\.[\w-]+)+$|^</;

/** Anything with a word in it; a single letter is a symbol. */
const isWord = (text) => !CODE.test(text) && /\p{L}[\p{L}\p{N}_]/u.test(text.replace(NAMED, ''));

/** Two words side by side, where a value filled in counts as one: `… of …`. */
const isPhrase = (text) => isWord(text) && /\p{L}{2,}[^\p{L}\s]? [\p{L}…]|[\p{L}…][^\p{L}\s]? \p{L}{2,}/u.test(text);

/** One word as a label has it: keys, names of events and of classes begin small. */
const isLabel = (text) => /^\p{Lu}\p{Ll}+$/u.test(text) && isWord(text);

/** The text of a node, with `…` for each value filled in; nothing where it is no text. */
const textOf = (node) => {
  if (node.type === 'JSXText') return node.value.replace(/\s+/g, ' ').trim();
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? '').join('…');
  return undefined;
};

const nameOf = (node) =>
  node?.type === 'JSXNamespacedName' ? `${node.namespace.name}:${node.name.name}` : (node?.name ?? node?.value ?? node?.property?.name);

/** Whether a text at this place is for the user: `strict` where anything shown is, `no` where nothing is. */
const placeOf = (node, parent, place) => {
  switch (parent?.type) {
    case 'JSXAttribute':
      return SPOKEN_ATTRIBUTES.includes(nameOf(parent.name)) ? 'strict' : SILENT.includes(nameOf(parent.name)) ? 'no' : 'loose';
    case 'Property':
      // Names of properties are no words, and a table of words has them beside the properties that say so.
      return node === parent.key ? 'no' : SPOKEN.includes(nameOf(parent.key)) ? 'strict' : SILENT.includes(nameOf(parent.key)) ? 'no' : 'loose';
    case 'JSXElement':
    case 'JSXFragment':
      return node.type === 'JSXExpressionContainer' ? 'shown' : 'loose';
    case 'BinaryExpression':
      // Compared strings are keys; joined strings are text.
      return parent.operator === '+' ? place : 'key';
    case 'ConditionalExpression':
      return node === parent.test ? 'key' : place;
    case 'VariableDeclarator':
      return SILENT.includes(nameOf(parent.id)) ? 'no' : place;
    case 'AssignmentExpression':
      return SILENT.includes(nameOf(parent.left)) ? 'no' : place;
    case 'CallExpression':
      return UNSPOKEN.includes(nameOf(parent.callee)) ? 'no' : 'key';
    case 'MemberExpression':
    case 'SwitchCase':
      return 'key';
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return place === 'strict' || place === 'shown' ? 'loose' : place;
    case 'NewExpression':
      // Thrown errors are for the console; code that shows one to the user has its own words for it.
      return nameOf(parent.callee)?.endsWith('Error') ? 'no' : 'key';
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return node === parent.expression ? place : 'no';
    default:
      return parent?.type.startsWith('TS') || /^(Import|Export\w*Source)/.test(parent?.type ?? '') ? 'no' : place;
  }
};

const isTold = { no: () => false, key: isPhrase, loose: (text) => isPhrase(text) || isLabel(text), shown: isWord, strict: isWord };

const parse = (file, source) => parseSync(file, source, { lang: file.endsWith('x') ? 'tsx' : 'ts' });

/** Words in a source that should stand in a catalog: line and text of each. */
export const wordsIn = (file, source) => {
  if (ENGLISH.test(file)) return [];
  const { program, errors } = parse(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const found = [];
  const look = (node, parent, place) => {
    const here = node.type === 'JSXText' ? 'strict' : placeOf(node, parent, place);
    if (here === 'no' || node.type === 'ImportDeclaration') return;
    const text = textOf(node);
    if (text !== undefined && isTold[here](text)) found.push({ line: source.slice(0, node.start).split('\n').length, text });
    for (const child of Object.values(node).flat()) if (typeof child?.type === 'string') look(child, node, here);
  };
  look(program, undefined, 'loose');
  return found;
};

/** All texts in a source, for who looks for keys. */
export const textsIn = (file, source) => {
  const found = [];
  const look = (node) => {
    const text = textOf(node);
    if (text !== undefined) found.push(text);
    for (const child of Object.values(node).flat()) if (typeof child?.type === 'string') look(child);
  };
  look(parse(file, source).program);
  return found;
};
