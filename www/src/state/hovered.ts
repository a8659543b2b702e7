/**
 * What the pointer, the focus or a finger is at, in whichever picture: every other picture, matrix and the arithmetic lights the
 * same. Nothing is studied or drawn anew for it. Knows no chart.
 */
import { signal, useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** A value of the tensor by its flat index; its original and dequantized number where the picture that it is pointed at in has them. */
export type HoveredValue = { kind: 'value'; index: number; x?: number; y?: number };
/** A level by its code, and the number it stands for. */
export type HoveredLevel = { kind: 'level'; code: number; at: number };
export type Hovered = HoveredValue | HoveredLevel;

/** At most one at a time. */
export const hovered = signal<Hovered | undefined>(undefined);

const sameItem = (a: Hovered | undefined, b: Hovered | undefined): boolean => {
  if (a?.kind === 'value' && b?.kind === 'value') return a.index === b.index && a.x === b.x && a.y === b.y;
  if (a?.kind === 'level' && b?.kind === 'level') return a.code === b.code && a.at === b.at;
  return a === b;
};

/**
 * Tells what a picture is pointed at, as of its present rendering: the picture may change under a pointer that rests. Another
 * picture's item stays when this one is pointed at no longer.
 */
export const usePointing = (item: Hovered | undefined): void => {
  const own = useRef<Hovered | undefined>(undefined);
  useLayoutEffect(() => {
    if (sameItem(item, own.current)) return;
    if (item || sameItem(hovered.peek(), own.current)) hovered.value = item;
    own.current = item;
  });
  useLayoutEffect(
    () => () => {
      if (own.current && sameItem(hovered.peek(), own.current)) hovered.value = undefined;
    },
    [],
  );
};

/** The attributes of an element that shows one value: it lights that value while it is pointed at, and tells whether it is lit. */
export const useLight = (index: number | undefined) => {
  const shown = useSignal(index);
  shown.value = index;
  const isLit = useComputed(() => hovered.value?.kind === 'value' && hovered.value.index === shown.value).value;
  const item = index === undefined ? undefined : ({ kind: 'value', index } as const);
  return {
    'data-lit': isLit || undefined,
    onPointerEnter: () => {
      hovered.value = item;
    },
    onPointerLeave: () => {
      if (sameItem(hovered.peek(), item)) hovered.value = undefined;
    },
  };
};
