/**
 * QR codes, whose program is fetched when the page is idle: a page that is printed has no time to wait for it.
 */
import { later } from '../../ui/lazy';

export const Qr = later(async () => (await import('./qr-picture')).QrPicture);
