/**
 * What choosing new data resets, whatever menu or paste it comes from.
 */

/** A look at the whole of new data: what was zoomed into or selected belongs to the old. */
export const FRESH_VIEW = { selected: 0, zoom_lo: 0, zoom_hi: 0, from: 0, span: 0 } as const;
