/**
 * The user's pictures as tensors: the browser decodes them, their grey values from 0 (black) to 1 (white) become a NumPy array of
 * rows by columns, under the name of the picture. Knows no page.
 */

/** The longest side of a picture that is kept, in pixels; larger ones are made smaller. */
const LONGEST = 1024;

/** The parts of red, green and blue in grey, as JPEG weighs them (Rec. 601). */
const WEIGHTS = [0.299, 0.587, 0.114] as const;

/** Whether the browser may be able to decode a file as a picture. */
export const isPicture = ({ type }: File): boolean => /^image\/(?:png|jpeg|webp|avif|bmp|gif)$/.test(type);

/** The size of a picture within the limit. */
export const fitted = (width: number, height: number): [width: number, height: number] => {
  const by = Math.min(1, LONGEST / Math.max(width, height));
  return [Math.max(1, Math.round(width * by)), Math.max(1, Math.round(height * by))];
};

/** The grey values of pixels given as red, green, blue and opacity, from 0 to 255 each. */
export const greyOf = (pixels: Uint8ClampedArray): Float32Array => {
  const grey = new Float32Array(pixels.length / 4);
  for (let i = 0; i < grey.length; i += 1) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(4 * i, 4 * i + 3);
    grey[i] = (WEIGHTS[0] * red + WEIGHTS[1] * green + WEIGHTS[2] * blue) / 255;
  }
  return grey;
};

/** The header of a NumPy file of 32-bit floats, rows by columns: its length is a multiple of 64. */
export const headerOf = (rows: number, columns: number): Uint8Array => {
  const words = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const length = Math.ceil((10 + words.length + 1) / 64) * 64 - 10;
  const text = new TextEncoder().encode(`${words.padEnd(length - 1)}\n`);
  return new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 255, length >> 8, ...text]);
};

/** A picture as a tensor. Rejects with what the browser cannot decode. */
const tensorOf = async (file: File): Promise<File> => {
  const picture = await createImageBitmap(file);
  const [width, height] = fitted(picture.width, picture.height);
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error(file.name);
  // What is transparent is seen on white.
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, 0, 0, width, height);
  picture.close();
  const values = new DataView(new ArrayBuffer(4 * width * height));
  greyOf(pen.getImageData(0, 0, width, height).data).forEach((value, i) => values.setFloat32(4 * i, value, true));
  return new File([headerOf(height, width) as Uint8Array<ArrayBuffer>, values], file.name, { lastModified: file.lastModified });
};

/** The files, pictures as tensors. One that cannot be decoded stays as it is: opening it says what it is. */
export const withPictures = (files: readonly File[]): Promise<File[]> =>
  Promise.all(files.map((file) => (isPicture(file) ? tensorOf(file).catch(() => file) : file)));
