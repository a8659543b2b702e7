/**
 * Makes the engine trap.
 */
import type { Page } from '@playwright/test';

type WithExports = typeof globalThis & { engineExports: { memory: WebAssembly.Memory } };

/** Lets tests reach the memory of the worker's engine. */
export const exposeEngine = async (page: Page): Promise<void> => {
  await page.route('**/assets/worker-*.js', async (route) => {
    const script = await (await route.fetch()).text();
    const before = `{
      const instantiate = WebAssembly.instantiate;
      WebAssembly.instantiate = async (...given) => {
        const instance = await instantiate(...given);
        // The rest of the module has the memory of its first part.
        globalThis.engineExports ??= instance.exports;
        return instance;
      };
    }\n`;
    await route.fulfill({ contentType: 'text/javascript', body: before + script });
  });
};

/** Overwrites the engine's memory, so that its next operation accesses an address out of bounds. */
export const corruptEngine = async (page: Page): Promise<void> => {
  await page.workers()[0]?.evaluate(() => new Uint8Array((globalThis as WithExports).engineExports.memory.buffer).fill(0xff));
};
