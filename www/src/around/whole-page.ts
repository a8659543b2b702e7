/**
 * The page that is one file, in a frame: from its compressed text, without any address. Used by the notebook's widget and by reports.
 */
import { FrameTalk, type Report } from './frame';

/** An address of the page for frames; `whole` leaves in what opens other dialogs. */
export const addressOf = async (packed: ArrayBuffer, whole: boolean): Promise<string> => {
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const text = await new Response(unpacked).text();
  // A frame of such an address has no query that could say so.
  const page = text.replace('<html', `<html data-embed${whole ? '="whole"' : ''}`);
  return URL.createObjectURL(new Blob([page], { type: 'text/html' }));
};

/** Puts a frame with the page into an element, and talks with it. */
export const frameIn = (host: HTMLElement, address: string, link: string, height: string, report: (report: Report) => void): FrameTalk => {
  const frame = document.createElement('iframe');
  frame.src = `${address}#${link}`;
  frame.title = 'Quantscope';
  frame.allow = 'clipboard-write; fullscreen';
  Object.assign(frame.style, { border: '0', width: '100%', height, display: 'block' });
  const talk = new FrameTalk(frame, report);
  host.append(frame);
  return talk;
};
