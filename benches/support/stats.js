/**
 * Numbers of a run, summed up. Knows nothing of what was measured.
 */

/** The value below which `share` of the values lie; between two of them by a straight line. */
export const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
};

export const median = (values) => quantile(values, 0.5);
