/**
 * The page in a frame, seen from the page around it: the messages of docs/embedding.md as types, and the one implementation
 * of their outer side. Knows nothing of the page within, and imports nothing.
 */

/** The version of the messages. */
export const PROTOCOL = 1;

/** The types of values that a tensor may have, as NumPy, PyTorch and ml_dtypes call them. */
export type Dtype =
  | 'float64'
  | 'float32'
  | 'float16'
  | 'bfloat16'
  | 'float8_e4m3fn'
  | 'float8_e5m2'
  | 'int64'
  | 'int32'
  | 'int16'
  | 'int8'
  | 'uint64'
  | 'uint32'
  | 'uint16'
  | 'uint8'
  | 'bool';

/** What a tensor is for: to be shown, to be what the shown one is compared with, or the inputs of the layer it is the weight of. */
export type Role = 'tensor' | 'reference' | 'inputs';

/** Values in C order, little endian. `data` has as many bytes as shape and dtype say; it is transferred, so the sender loses it. */
export type SentTensor = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  readonly data: ArrayBuffer;
  readonly role?: Role;
};

/** Keys of links and their values; null brings back the default. */
export type Settings = Readonly<Record<string, string | number | boolean | null>>;

export type ChartName = 'number-line' | 'series' | 'transfer' | 'histogram' | 'bench' | 'map' | 'matrices';
export type PictureFormat = 'svg' | 'png';

/** Errors of dequantized values, in units of the data; null where a number is not defined or not finite. */
export type Metrics = {
  readonly mse: number | null;
  readonly mae: number | null;
  readonly max_abs: number | null;
  readonly sqnr_db: number | null;
  readonly cosine: number | null;
  readonly relative_frobenius: number | null;
  readonly share_clipped: number | null;
  readonly share_zeroed: number | null;
};

/** The numbers of a picture. */
export type Result = {
  /** Of the whole tensor. */
  readonly metrics: Metrics;
  /** Of the slice in focus, as all that follow. */
  readonly slice_metrics: Metrics;
  readonly slice: string;
  readonly scale: number | null;
  readonly zero_point: number | null;
  readonly range: { readonly lo: number; readonly hi: number };
  readonly qmin: number;
  readonly qmax: number;
  readonly levels_used: number;
  /** Of the whole tensor. */
  readonly bits_per_value: number;
  readonly shape: readonly number[];
  /** Says which rows were left out, where the tensor is larger than the page holds. */
  readonly sampled: string | null;
};

/** How far the tensor on show is from its reference. */
export type Comparison = { readonly metrics: Metrics; readonly left_out: number };

/** What a message to the frame says; `id` comes back with its answer. */
export type Request = { readonly id?: string | number } & (
  | { readonly type: 'open'; readonly link: string }
  | { readonly type: 'ask' }
  | ({ readonly type: 'tensor' } & SentTensor)
  | { readonly type: 'files'; readonly files: readonly File[]; readonly tensor?: string }
  | { readonly type: 'settings'; readonly settings: Settings }
  | { readonly type: 'picture'; readonly chart: ChartName; readonly format: PictureFormat }
);

/** What a message from the frame says. */
export type Report =
  | { readonly type: 'ready'; readonly protocol: number; readonly version: string }
  | { readonly type: 'size'; readonly height: number }
  | { readonly type: 'state'; readonly link: string }
  | { readonly type: 'settings'; readonly settings: Readonly<Record<string, string>> }
  | ({ readonly type: 'result' } & Result)
  | ({ readonly type: 'comparison'; readonly id?: string | number } & Comparison)
  | { readonly type: 'picture'; readonly id?: string | number; readonly format: PictureFormat; readonly data: string | ArrayBuffer }
  | { readonly type: 'error'; readonly id?: string | number; readonly about: string; readonly message: string };

/** Talks with one frame. Messages that are sent before the page within is ready wait for it. */
export class FrameTalk {
  #waiting: Request[] | undefined = [];
  #pictures = 0;
  readonly #asked = new Map<string, { resolve: (data: string | ArrayBuffer) => void; reject: (error: Error) => void }>();

  /** `report` is called with every message of the page within. */
  constructor(
    private readonly frame: HTMLIFrameElement,
    private readonly report: (report: Report) => void,
  ) {
    addEventListener('message', this.#receive);
  }

  /** Sends a message; the bytes of a tensor are transferred. */
  send(request: Request): void {
    if (this.#waiting) {
      this.#waiting.push(request);
      return;
    }
    const transferred = request.type === 'tensor' ? [request.data] : [];
    this.frame.contentWindow?.postMessage({ quantscope: PROTOCOL, ...request }, '*', transferred);
  }

  /** A chart on show as a file's content: text for SVG, bytes for PNG. Rejects with the page's sentence. */
  picture(chart: ChartName, format: PictureFormat): Promise<string | ArrayBuffer> {
    this.#pictures += 1;
    const id = `picture ${this.#pictures}`;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.send({ type: 'picture', chart, format, id });
    });
  }

  /** Stops listening. */
  end(): void {
    removeEventListener('message', this.#receive);
  }

  readonly #receive = ({ source, data }: MessageEvent): void => {
    if (source !== this.frame.contentWindow || data?.quantscope !== PROTOCOL) return;
    const report = data as Report;
    if (report.type === 'ready') {
      const waiting = this.#waiting ?? [];
      this.#waiting = undefined;
      for (const request of waiting) this.send(request);
    }
    const id = 'id' in report ? String(report.id) : '';
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (report.type === 'picture') asked?.resolve(report.data);
    else if (report.type === 'error') asked?.reject(new Error(report.message));
    this.report(report);
  };
}
