/**
 * The notebook's widget: the page in a frame of a cell, and its words, numbers and tensors to and from Python's `View`. Written for
 * anywidget, which calls `render` once a cell.
 */
import { type ChartName, type Dtype, type Metrics, type PictureFormat, type Report, type Role } from './frame';
import { addressOf, frameIn } from './whole-page';

type Words = Readonly<Record<string, string>>;

/** The traits of Python's `View` that are synchronized. */
type Traits = {
  _words: Words;
  _held: readonly string[];
  _result: object;
  _comparison: { metrics: Metrics; left_out: number } | null;
  _error: string;
  _height: number;
  _version: string;
  _again: string;
};

type Model = {
  get: <K extends keyof Traits>(name: K) => Traits[K];
  set: <K extends keyof Traits>(name: K, value: Traits[K]) => void;
  save_changes: () => void;
  on: (event: string, act: (...given: never[]) => void) => void;
  off: (event: string, act: (...given: never[]) => void) => void;
  send: (content: object, callbacks?: unknown, buffers?: ArrayBuffer[]) => void;
};

/** What Python says to one view, or to all. */
type FromPython = { view?: string } & (
  | { type: 'page' }
  | { type: 'tensor'; name: string; shape: number[]; dtype: Dtype; role: Role }
  | { type: 'files'; names: string[]; tensor?: string }
  | { type: 'shown' }
  | { type: 'picture'; id: string; chart: ChartName; format: PictureFormat }
);

/** The page's address by its version, once it is known: one for all widgets of a window. */
type Shared = typeof globalThis & { quantscopePages?: Record<string, string> };

/** Copies bytes out of a message: they will be transferred. */
const copied = (view: DataView): ArrayBuffer => view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) as ArrayBuffer;

const NAME = 'quantscope-view';

/** Whether the notebook is dark, as far as it says so. */
const isDark = (): boolean => {
  const { jpThemeLight, theme, vscodeThemeKind } = document.body.dataset;
  return jpThemeLight === 'false' || theme === 'dark' || (vscodeThemeKind?.includes('dark') ?? false);
};

const differences = (from: Words, to: Words, held: ReadonlySet<string>): Record<string, string | null> => {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((name) => !held.has(name) && from[name] !== to[name]);
  return Object.fromEntries(names.map((name) => [name, to[name] ?? null]));
};

const render = ({ model, el }: { model: Model; el: HTMLElement }): (() => void) => {
  const view = crypto.randomUUID();
  const held = new Set(model.get('_held'));
  const pages = ((globalThis as Shared).quantscopePages ??= {});
  const version = model.get('_version');
  /** What the page within showed last, without what is held. */
  let last: Words | undefined;
  /** Whether the page has shown what was sent: before, it tells of something else. */
  let isOurs = false;
  let talk: ReturnType<typeof frameIn> | undefined;
  const without = (words: Words): Words => Object.fromEntries(Object.entries(words).filter(([name]) => !held.has(name)));

  const hear = (report: Report): void => {
    if (report.type === 'state') isOurs ||= last !== undefined && new URLSearchParams(report.link).get('data') === 'file';
    if (!isOurs && report.type !== 'error') return;
    switch (report.type) {
      case 'settings':
        last = without(report.settings);
        model.set('_words', last);
        break;
      case 'result':
        model.set('_result', report);
        model.set('_error', '');
        model.save_changes();
        break;
      case 'comparison':
        model.set('_comparison', { metrics: report.metrics, left_out: report.left_out });
        model.save_changes();
        break;
      case 'error':
        model.set('_error', report.message);
        model.save_changes();
        break;
      default:
    }
  };

  const follow = (): void => {
    const words = model.get('_words');
    if (!talk || last === undefined) return;
    const changed = differences(last, words, held);
    if (Object.keys(changed).length > 0) talk.send({ type: 'settings', settings: changed });
  };

  const begin = (address: string): void => {
    const isOwnTheme = isDark() && model.get('_words')['theme'] === undefined;
    if (isOwnTheme) held.add('theme');
    talk = frameIn(el, address, isOwnTheme ? 'v=1&theme=dark' : 'v=1', `${model.get('_height')}px`, hear);
    model.send({ type: 'ready', view });
  };

  const take = (content: FromPython, buffers: DataView[]): void => {
    if (content.view !== undefined && content.view !== view) return;
    const bytes = buffers.map(copied);
    const [first] = bytes;
    switch (content.type) {
      case 'page':
        if (first) {
          void addressOf(first, false).then((address) => {
            pages[version] = address;
            begin(address);
          });
        }
        break;
      case 'tensor': {
        const { name, shape, dtype, role } = content;
        if (first) talk?.send({ type: 'tensor', name, shape, dtype, role, data: first });
        break;
      }
      case 'files': {
        const { names, tensor } = content;
        talk?.send({ type: 'files', files: bytes.map((data, at) => new File([data], names[at] ?? '')), ...(tensor === undefined ? {} : { tensor }) });
        break;
      }
      case 'shown': {
        // All is sent: from here on, what the page shows is what Python has.
        const words = model.get('_words');
        last = {};
        if (Object.keys(words).length > 0) talk?.send({ type: 'settings', settings: differences({}, words, held) });
        break;
      }
      case 'picture': {
        const { id, chart, format } = content;
        void talk?.picture(chart, format).then(
          (data) => {
            const sent = typeof data === 'string' ? (new TextEncoder().encode(data).buffer as ArrayBuffer) : data;
            model.send({ type: 'picture', id }, undefined, [sent]);
          },
          (error: Error) => model.send({ type: 'picture', id, error: error.message }),
        );
        break;
      }
    }
  };

  el.classList.add(NAME);
  // What a saved notebook says instead of a view is out of sight as long as there is one.
  const style = document.createElement('style');
  style.textContent = `.${model.get('_again')}{display:none}`;
  el.append(style);
  model.on('msg:custom', take as never);
  model.on('change:_words', follow);
  const known = pages[version];
  if (known === undefined) model.send({ type: 'page', view });
  else begin(known);
  return () => {
    model.off('msg:custom', take as never);
    model.off('change:_words', follow);
    talk?.end();
  };
};

export default { render };
