import { useSyncExternalStore } from 'react';

/** How much larger than 16 px the person reads: what the root's font size says. Own styles use rem and follow by themselves. */
export function useTextScale(): number {
  return useSyncExternalStore(onResize, rootScale);
}

function rootScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

function onResize(changed: () => void): () => void {
  addEventListener('resize', changed);
  const watcher = new MutationObserver(changed);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  return () => {
    removeEventListener('resize', changed);
    watcher.disconnect();
  };
}
