/**
 * `<quantscope-view>`: the page in a frame as an element. Built into dist/embed.js; docs/embedding.md describes it.
 */
import { FrameTalk, type ChartName, type PictureFormat, type Report, type Result, type SentTensor, type Settings } from './frame';

export * from './frame';

/** Attributes of every element, and those that say where the page is: no keys of links. */
const OWN = new Set(['id', 'class', 'style', 'title', 'slot', 'part', 'hidden', 'dir', 'role', 'tabindex', 'src', 'link']);

const isKey = (name: string): boolean => !OWN.has(name) && !/^(aria-|data-|on)/.test(name);

/** The events, each with the message of its name as `detail`. */
const EVENTS: ReadonlySet<Report['type']> = new Set<Report['type']>(['ready', 'settings', 'result', 'comparison', 'error']);

/** The page's folder: this module lies in it. */
const HOME = import.meta.url.replace(/[^/]*$/, '');

export class QuantscopeView extends HTMLElement {
  #talk: FrameTalk | undefined;
  #settings: Readonly<Record<string, string>> = {};
  #result: Result | undefined;
  /** Messages of properties that were set before the element was in a page. */
  #early: ((talk: FrameTalk) => void)[] = [];
  readonly #attributes = new MutationObserver((changes) => {
    const names = new Set(changes.flatMap(({ attributeName }) => attributeName ?? []));
    if (names.has('src') || names.has('link')) this.#start();
    const keys = [...names].filter(isKey);
    if (keys.length > 0) this.settings = Object.fromEntries(keys.map((name) => [name, this.getAttribute(name)]));
  });

  connectedCallback(): void {
    this.#attributes.observe(this, { attributes: true });
    this.#start();
  }

  disconnectedCallback(): void {
    this.#attributes.disconnect();
    this.#talk?.end();
    this.#talk = undefined;
    this.replaceChildren();
  }

  /** The words on show that differ from the defaults. Setting it changes what its keys name; null brings back a default. */
  get settings(): Readonly<Record<string, string>> {
    return this.#settings;
  }

  set settings(settings: Settings) {
    this.#say((talk) => talk.send({ type: 'settings', settings }));
  }

  /** The numbers of the last picture. */
  get result(): Result | undefined {
    return this.#result;
  }

  /** Shows a tensor. Its bytes are transferred to the frame. */
  set tensor(tensor: SentTensor) {
    this.#say((talk) => talk.send({ ...tensor, type: 'tensor', role: 'tensor' }));
  }

  /** Compares the tensor on show with another: see the event `comparison`. */
  set reference(tensor: SentTensor) {
    this.#say((talk) => talk.send({ ...tensor, type: 'tensor', role: 'reference' }));
  }

  /** Takes inputs for the layer that the tensor on show is the weight of. */
  set inputs(tensor: SentTensor) {
    this.#say((talk) => talk.send({ ...tensor, type: 'tensor', role: 'inputs' }));
  }

  /** A chart as text of SVG or as bytes of PNG. Rejects with a sentence. */
  picture(chart: ChartName, format: PictureFormat): Promise<string | ArrayBuffer> {
    return this.#talk?.picture(chart, format) ?? Promise.reject(new Error('The element is in no page.'));
  }

  #say(how: (talk: FrameTalk) => void): void {
    if (this.#talk) how(this.#talk);
    else this.#early.push(how);
  }

  /** Puts the frame in, in place of one there was. */
  #start(): void {
    this.#talk?.end();
    const link = new URLSearchParams(this.getAttribute('link')?.replace(/^#/, '') ?? 'v=1');
    for (const { name, value } of this.attributes) if (isKey(name)) link.set(name, value);
    const frame = document.createElement('iframe');
    const address = new URL(this.getAttribute('src') ?? HOME, document.baseURI);
    address.searchParams.set('embed', '1');
    address.hash = link.toString();
    frame.src = address.href;
    frame.title = this.title || 'Quantscope';
    frame.allow = 'clipboard-write; fullscreen';
    Object.assign(frame.style, { border: '0', width: '100%', minHeight: '100%', display: 'block' });
    const talk = new FrameTalk(frame, (report) => this.#hear(report, frame));
    this.#talk = talk;
    this.style.display ||= 'block';
    this.replaceChildren(frame);
    const early = this.#early;
    this.#early = [];
    for (const say of early) say(talk);
  }

  #hear(report: Report, frame: HTMLIFrameElement): void {
    if (report.type === 'size') frame.height = String(report.height);
    if (report.type === 'settings') this.#settings = report.settings;
    if (report.type === 'result') this.#result = report;
    if (!EVENTS.has(report.type)) return;
    this.dispatchEvent(new CustomEvent(report.type, { detail: report.type === 'settings' ? report.settings : report }));
  }
}

customElements.define('quantscope-view', QuantscopeView);

declare global {
  interface HTMLElementTagNameMap {
    'quantscope-view': QuantscopeView;
  }
}
