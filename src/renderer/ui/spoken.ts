import { type RefObject, useEffect, useRef } from 'react';
import { useLocale } from './locale.tsx';
import { usePreferences } from './preferences.tsx';
import { speak, voiceFor } from './voice.ts';

/** Beside calls in the hall, and heard from arm's length. */
const VOLUME = 0.8;
/** Headings and what to do: in the order in which they stand. */
const SAID = 'h1, [data-said], .state-text, .notice-title, .dialog-sheet h2, .dialog-text';
/** A name, or what changes every second. */
const UNSAID = '[data-unsaid]';

/**
 * 大字版 is spoken: the headings of a screen, as they stand there, when they change. Only where the machine has a voice for
 * the language; nothing is said that is not read, and no name.
 */
export function useSpoken(shown: RefObject<HTMLElement | null>): void {
  const { locale } = useLocale();
  const wanted = usePreferences().text === 'large';
  const last = useRef('');
  // After each time the screen was drawn: what it says is what counts, not why it changed.
  useEffect(() => {
    if (!wanted || !globalThis.speechSynthesis) {
      last.current = '';
      return;
    }
    const text = wordsOf(shown.current);
    if (text === last.current) return;
    last.current = text;
    const voice = voiceFor(locale);
    speechSynthesis.cancel(); // whoever went on does not hear the screen before
    if (voice && text !== '') void speak(text, voice, VOLUME);
  });
  // The next screen says its own words; an empty one after it is silent.
  useEffect(() => () => globalThis.speechSynthesis?.cancel(), []);
}

function wordsOf(shown: HTMLElement | null): string {
  return [...(shown?.querySelectorAll<HTMLElement>(SAID) ?? [])]
    .filter((element) => !element.closest(UNSAID) && !element.querySelector(UNSAID))
    .map((element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('。');
}
