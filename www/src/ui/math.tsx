/**
 * Native MathML from strings: a letter or name is an identifier, digits are a number, the rest an operator.
 */
import type { ComponentChild } from 'preact';

type Operand = string | ComponentChild;

const atom = (operand: Operand): ComponentChild => {
  if (typeof operand !== 'string') return operand;
  if (/^[0-9.]+$/.test(operand)) return <mn>{operand}</mn>;
  return /^\p{L}[\p{L}\u0302]*$/u.test(operand) ? <mi>{operand}</mi> : <mo>{operand}</mo>;
};

/** Operands side by side. */
export const row = (...operands: Operand[]) => <mrow>{operands.map(atom)}</mrow>;

export const over = (above: Operand, below: Operand) => (
  <mfrac>
    {atom(above)}
    {atom(below)}
  </mfrac>
);

export const power = (base: Operand, exponent: Operand) => (
  <msup>
    {atom(base)}
    {atom(exponent)}
  </msup>
);

export const index = (base: Operand, at: Operand) => (
  <msub>
    {atom(base)}
    {atom(at)}
  </msub>
);

export const root = (inside: Operand) => <msqrt>{atom(inside)}</msqrt>;
