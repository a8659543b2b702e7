/**
 * The page with tensors in it as one file, which Python's save_html writes and its server serves: finds both in script elements of the
 * page around, or fetches what these name.
 */
import { FrameTalk, type Request, type SentTensor } from './frame';
import { addressOf, frameIn } from './whole-page';

/** What is to be shown: tensors, or files that the server has, by their addresses. */
type Contents = {
  readonly link: string;
  readonly whole: boolean;
  readonly tensors: readonly (Omit<SentTensor, 'data'> & { readonly at: string })[];
  readonly files: readonly { readonly name: string; readonly at: string }[];
  readonly tensor?: string;
};

const bytesOf = async (at: string): Promise<ArrayBuffer> => {
  const within = document.querySelector(`script[data-of="${at}"]`)?.textContent;
  if (within != null) return Uint8Array.from(atob(within), (letter) => letter.charCodeAt(0)).buffer;
  const response = await fetch(at);
  if (!response.ok) throw new Error(`${at}: ${response.status}`);
  return response.arrayBuffer();
};

const sendAll = async (talk: FrameTalk, { tensors, files, tensor }: Contents): Promise<void> => {
  const opened = await Promise.all(files.map(async ({ name, at }) => new File([await bytesOf(at)], name)));
  if (opened.length > 0) talk.send({ type: 'files', files: opened, ...(tensor === undefined ? {} : { tensor }) });
  const sent = await Promise.all(tensors.map(async ({ at, ...rest }): Promise<Request> => ({ type: 'tensor', ...rest, data: await bytesOf(at) })));
  for (const request of sent) talk.send(request);
};

const start = async (): Promise<void> => {
  const contents = JSON.parse(document.querySelector('script[data-of="contents"]')?.textContent ?? '') as Contents;
  const address = await addressOf(await bytesOf('page'), contents.whole);
  const complaint = document.querySelector('[role="alert"]');
  const talk = frameIn(document.body, address, contents.link, '100%', (report) => {
    if (report.type === 'error' && complaint) complaint.textContent = report.message;
  });
  await sendAll(talk, contents);
};

void start();
