/**
 * The picture of a first visit, computed when the page was built: shown while the engine still loads.
 */
import address from '../../pkg/first.bin?url';
import type { Frame } from './wasm';

/** The models of the state without a link; nothing where the file cannot be had: the engine's own picture follows. */
export const firstPicture = async (): Promise<{ frame: Frame; models: Uint8Array } | undefined> => {
  try {
    const bytes = await (await fetch(address)).arrayBuffer();
    const models = 4 + new DataView(bytes).getUint32(0, true);
    const frame = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, models - 4))) as Frame;
    return { frame, models: new Uint8Array(bytes, models) };
  } catch {
    return undefined;
  }
};
