/**
 * Routes through the lessons for a class of 45 minutes: which lessons, how long each, what to skip, and how to close.
 */
import type { Words } from './schema';
import routes from './routes.json';

export type Route = {
  title: Words;
  parts: readonly {
    /** The lesson's id. */
    lesson: string;
    /** Minutes for it on this route, talk and trying included. */
    minutes: number;
    /** The numbers of the steps to leave out, from 1. */
    skip: readonly number[];
  }[];
  /** What the class does at the end, away from the page. */
  close: { minutes: number; words: Words };
};

export const ROUTES: readonly Route[] = routes;

/** All minutes of a route. */
export const minutesOf = ({ parts, close }: Route): number => parts.reduce((sum, { minutes }) => sum + minutes, close.minutes);
