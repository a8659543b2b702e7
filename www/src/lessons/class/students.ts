/**
 * The hand-ins of a class, read and put beside each other: which fit their check codes, which are of one student, which one of those
 * counts. Must not know words or panels.
 */
import { readHandIn, type HandIn } from '../hand-in';
import type { Piece } from './pieces';

/** A hand-in that can be read. */
export type Student = {
  from: string;
  handIn: HandIn;
  /** Whether the check code fits: damaged files, and those of another class word, do not. */
  fits: boolean;
  /** Whether others have the same name and lesson. */
  double: boolean;
  /** Whether it is in the numbers of the class: it fits, and of those with its name it is the first run. */
  counts: boolean;
};

/** Something that is no hand-in: `json`, or what is wrong with it. */
export type Unread = { from: string; fault: string };

export type ClassList = { students: readonly Student[]; unread: readonly Unread[] };

type Read = Pick<Student, 'from' | 'handIn' | 'fits'>;

const sameStudent = ({ handIn: { lesson, name } }: Read): string => `${lesson}\n${name.trim().toLocaleLowerCase()}`;

/** The number of answers. */
const answered = ({ handIn }: Read): number => Object.keys(handIn.answers).length;

/** Negative where `a` counts rather than `b`: the earlier run, then the one with more answers, then the one that came first. */
const rank = (a: Read, b: Read): number => (a.handIn.run ?? 1) - (b.handIn.run ?? 1) || answered(b) - answered(a);

/** Reads hand-ins with the class word. Those without a name are all of different students. */
export const classList = (came: readonly Piece[], key: string): ClassList => {
  const unread: Unread[] = [];
  const read: Read[] = [];
  for (const { from, text } of came) {
    const found = readHandIn(text, key);
    if ('fault' in found) unread.push({ from, fault: found.fault });
    else read.push({ from, handIn: found.handIn, fits: found.isWhole });
  }
  const students = read.map((one): Student => {
    const others = one.handIn.name.trim() === '' ? [one] : read.filter((other) => sameStudent(other) === sameStudent(one));
    const [best] = others.filter(({ fits }) => fits).sort(rank);
    return { ...one, double: others.length > 1, counts: best === one };
  });
  return { students, unread };
};

/** Leaves out what is there already: the same content, whatever its file is called. */
export const withoutRepeated = (there: readonly Piece[], more: readonly Piece[]): Piece[] => {
  const known = new Set(there.map(({ text }) => text.trim()));
  return more.filter(({ text }) => {
    const isNew = !known.has(text.trim());
    known.add(text.trim());
    return isNew;
  });
};
