/**
 * The page's own worker, the one that holds the tensor on show; a new one after a trap or a cancel.
 */
import { Connection } from './connection';
import type { Answer, Ask } from './protocol';

export { Lost, Refused } from './connection';

let connection: Connection | undefined;

/** Asks the worker, starting it first where there is none. The caller asks again only after the answer. */
export const ask = (question: Ask, onProgress?: (share: number) => void): Promise<Answer> => {
  connection ??= new Connection(() => {
    connection = undefined;
  });
  return connection.ask(question, onProgress);
};

/** Ends what the worker is doing. The pending request is rejected with `Lost`. */
export const cancel = (): void => connection?.end();
