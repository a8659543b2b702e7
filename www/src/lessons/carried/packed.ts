/**
 * Texts made short for links and messages: compressed by deflate, in the letters of addresses (base64url). All browsers of
 * scripts/floor.json have the compression. Must not know what the texts say.
 */

/** More letters than any text that is packed has: a short one from a stranger could unpack to gigabytes. */
const MOST = 1_000_000;

const inAddress = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const fromAddress = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.codePointAt(0) ?? 0);

/** The text in fewer letters: `A-Z a-z 0-9 - _`. */
export const packed = async (text: string): Promise<string> => {
  const small = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return inAddress(new Uint8Array(await new Response(small).arrayBuffer()));
};

/** The text that was packed; nothing where a letter is missing or wrong, or there is too much of it. */
export const unpacked = async (text: string): Promise<string | undefined> => {
  try {
    const large = new Blob([fromAddress(text)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const reader = large.pipeThrough(new TextDecoderStream('utf-8', { fatal: true })).getReader();
    for (let found = ''; found.length < MOST;) {
      const { done, value } = await reader.read();
      if (done) return found;
      found += value;
    }
    await reader.cancel();
    return undefined;
  } catch {
    return undefined;
  }
};
