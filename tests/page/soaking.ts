/**
 * Shared by the long runs: random numbers, and what a page and its workers hold in memory.
 */
import type { Page } from '@playwright/test';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const drawing = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

export type Watched = typeof globalThis & { unanswered: number; memories: WebAssembly.Memory[] };

/** Runs in the page before its scripts: counts unanswered requests, and keeps the memories of wasm instances. */
export const watch = (): void => {
  const here = globalThis as Watched;
  here.unanswered = 0;
  here.memories = [];
  here.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }: MessageEvent<{ kind?: string }>) => {
        if (data.kind !== 'progress') here.unanswered -= 1;
      });
    }

    override postMessage(message: unknown): void {
      here.unanswered += 1;
      super.postMessage(message);
    }
  };
  const instantiate = WebAssembly.instantiate as (...given: unknown[]) => Promise<WebAssembly.Instance>;
  Object.assign(WebAssembly, {
    instantiate: async (...given: unknown[]) => {
      const instance = await instantiate(...given);
      const { memory } = instance.exports;
      // The rest of the module works on the memory of its first part.
      if (memory instanceof WebAssembly.Memory) here.memories.push(memory);
      return instance;
    },
  });
};

export type Held = { engine: number; wasm: number; heap: number };

/** Bytes of the workers' engines, of the page's wasm, and of the page's objects after garbage collection. */
export const held = async (page: Page): Promise<Held> => {
  const engines = page.workers().map((worker) =>
    worker.evaluate(() => {
      const { engineExports } = globalThis as unknown as { engineExports?: { memory: WebAssembly.Memory } };
      return engineExports?.memory.buffer.byteLength ?? 0;
    }),
  );
  const engine = (await Promise.all(engines)).reduce((sum, bytes) => sum + bytes, 0);
  const wasm = await page.evaluate(() => (globalThis as Watched).memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return { engine, wasm, heap: usedSize };
};
