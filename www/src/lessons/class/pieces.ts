/**
 * What a teacher drops or pastes, cut into single hand-ins: files, the texts that students copy at the end of a lesson (one a line), or
 * the contents of files one below the other. Must not know what is in a hand-in.
 */
import { packed, unpacked } from '../carried/packed';

/** A hand-in as it came: the name of its file, or its place in what was pasted. */
export type Piece = { from: string; text: string };

/** Begins the text of a hand-in, so that it is found in a message. */
const MARK = 'quantscope:';

/** A hand-in's content as one short text. */
export const asText = async (content: object): Promise<string> => `${MARK}${await packed(JSON.stringify(content))}`;

/** The content of a text; a text that is none, or is damaged, stays as it is. */
const read = async (text: string): Promise<string> => {
  const found = new RegExp(`${MARK}([\\w-]+)`).exec(text)?.[1];
  return (found !== undefined && (await unpacked(found))) || text;
};

/** A line between the contents of two files. */
const BETWEEN_FILES = /(?<=\})\s*\n\s*(?=\{)/;

/** The hand-ins in a pasted text; `name` says where each stood, from 1. */
export const pieces = async (pasted: string, name: (place: number) => string): Promise<Piece[]> => {
  const parts = pasted.trim().startsWith('{') ? pasted.split(BETWEEN_FILES) : pasted.split('\n');
  const texts = parts.map((part) => part.trim()).filter((part) => part !== '');
  return Promise.all(texts.map(async (text, i) => ({ from: name(i + 1), text: await read(text) })));
};

/** The hand-ins in a file: its content, or texts one a line. */
export const piecesOfFile = async (from: string, content: string): Promise<Piece[]> =>
  content.includes(MARK) ? pieces(content, (place) => `${from}, ${place}`) : [{ from, text: content }];
