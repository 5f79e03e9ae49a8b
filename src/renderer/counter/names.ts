import { useMemo } from 'react';
import { useCounter } from './context.ts';

/** Names the hall keeps in two languages; views carry the Chinese one. */
export function useNames(): { queue: (name: string) => string } {
  const { catalogue, locale } = useCounter();
  return useMemo(() => {
    const english = new Map(catalogue?.queues.map((queue) => [queue.name, queue.nameEn]));
    return { queue: (name) => (locale === 'en' ? (english.get(name) ?? name) : name) };
  }, [catalogue, locale]);
}
