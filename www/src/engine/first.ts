/**
 * The picture of a first visit, computed when the page was built: shown while the engine still loads.
 */
import address from '../../pkg/first.json?url';
import type { Frame } from './wasm';

/** The models of the state without a link; nothing where the file cannot be had: the engine's own picture follows. */
export const firstPicture = async (): Promise<{ frame: Frame; models: Uint8Array } | undefined> => {
  try {
    const { frame, models } = (await (await fetch(address)).json()) as { frame: Frame; models: string };
    return { frame, models: Uint8Array.from(atob(models), (character) => character.charCodeAt(0)) };
  } catch {
    return undefined;
  }
};
