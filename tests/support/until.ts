/** Reads a stream of views until one is as wanted. Rejects when the stream ends before. */
export async function until<T>(
  watch: (options: { signal: AbortSignal }) => Promise<AsyncIterable<T>>,
  wanted: (view: T) => boolean,
): Promise<T> {
  const stop = new AbortController();
  let last: T | undefined;
  try {
    for await (const view of await watch({ signal: stop.signal })) {
      last = view;
      if (wanted(view)) return view;
    }
  } finally {
    stop.abort();
  }
  throw new Error(`the stream ended before the view that was waited for; the last one was ${JSON.stringify(last)}`);
}
