/**
 * A QR code of the page, to be read by a test.
 */
import type { Page } from '@playwright/test';

/** Its pixels as the browser draws them. */
export const pixelsOf = (page: Page, code: string): Promise<{ data: number[]; side: number }> =>
  page.locator(code).evaluate(async (svg) => {
    const side = 600;
    const copy = svg.cloneNode(true) as SVGElement;
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    copy.setAttribute('width', `${side}`);
    copy.setAttribute('height', `${side}`);
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(copy.outerHTML)}`;
    await image.decode();
    const context = Object.assign(document.createElement('canvas'), { width: side, height: side }).getContext('2d');
    context?.drawImage(image, 0, 0);
    return { data: [...(context?.getImageData(0, 0, side, side).data ?? [])], side };
  });
