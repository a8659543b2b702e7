/**
 * Native MathML from strings: a letter or name is an identifier, digits are a number, the rest an operator.
 */
import type { ComponentChild } from 'preact';

type Part = string | ComponentChild;

const atom = (part: Part): ComponentChild => {
  if (typeof part !== 'string') return part;
  if (/^[0-9.]+$/.test(part)) return <mn>{part}</mn>;
  return /^\p{L}[\p{L}\u0302]*$/u.test(part) ? <mi>{part}</mi> : <mo>{part}</mo>;
};

/** Parts side by side. */
export const row = (...parts: Part[]) => <mrow>{parts.map(atom)}</mrow>;

export const over = (above: Part, below: Part) => (
  <mfrac>
    {atom(above)}
    {atom(below)}
  </mfrac>
);

export const power = (base: Part, exponent: Part) => (
  <msup>
    {atom(base)}
    {atom(exponent)}
  </msup>
);

export const index = (base: Part, at: Part) => (
  <msub>
    {atom(base)}
    {atom(at)}
  </msub>
);

export const root = (inside: Part) => <msqrt>{atom(inside)}</msqrt>;
