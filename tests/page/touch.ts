/**
 * Fingers on the page.
 */
import type { Page } from '@playwright/test';

/** Touch points; each array is one moment. */
export const touch = async (page: Page, moments: { x: number; y: number }[][]): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', fingers: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: fingers.map((finger, id) => ({ ...finger, id })) });
  for (const [i, fingers] of moments.entries()) await send(i === 0 ? 'touchStart' : 'touchMove', fingers);
  await send('touchEnd', []);
};
