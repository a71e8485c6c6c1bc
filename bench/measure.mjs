/** The median of what `work` takes for each input, in microseconds, over `rounds` rounds after a warm-up round. */
export function medianEach(inputs, work, rounds = 5) {
  const times = [];
  for (let round = 0; round <= rounds; round++) {
    for (const input of inputs) {
      const start = process.hrtime.bigint();
      try {
        work(input);
      } catch {
        // A peer that gives up still took its time.
      }
      if (round > 0) times.push(Number(process.hrtime.bigint() - start) / 1000);
    }
  }
  return median(times);
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds of one call, the least of three: what the work costs when nothing else is in the way. */
export function leastMs(work) {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const start = process.hrtime.bigint();
    work();
    least = Math.min(least, Number(process.hrtime.bigint() - start) / 1e6);
  }
  return least;
}

export const round = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
