import type { Locale } from '../../shared/messages/define.ts';

/** A voice that never reports its end must not hold up what is said next. */
const LONGEST_VOICE_MS = 12_000;

const tagOf = (voice: SpeechSynthesisVoice): string => voice.lang.replace('_', '-').toLowerCase();

/** The machine's voice for a language, or null. Mandarin, not Cantonese (zh-HK): texts are written to be read in Mandarin. */
export function voiceFor(locale: Locale): SpeechSynthesisVoice | null {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  if (locale === 'en') return voices.find((voice) => /^en(-|$)/.test(tagOf(voice))) ?? null;
  return (
    voices.find((voice) => tagOf(voice) === 'zh-cn') ??
    voices.find((voice) => /^(zh|cmn)(-|$)/.test(tagOf(voice)) && !/^zh-(hk|mo|yue)/.test(tagOf(voice))) ??
    null
  );
}

/** Resolves when said, or when it failed. `volume` from 0 to 1. */
export function speak(text: string, voice: SpeechSynthesisVoice, volume: number): Promise<void> {
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = voice.lang;
    utterance.voice = voice;
    utterance.rate = 0.9;
    utterance.volume = volume;
    const timer = setTimeout(() => {
      speechSynthesis.cancel();
      resolve();
    }, LONGEST_VOICE_MS);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    utterance.addEventListener('end', done);
    utterance.addEventListener('error', done);
    speechSynthesis.speak(utterance);
  });
}
