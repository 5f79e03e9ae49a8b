/** Two soft notes before a voice, made here so that no sound file has to be loaded or licensed. */
const NOTES = [
  { hz: 880, at: 0, length: 0.5 },
  { hz: 659.25, at: 0.28, length: 0.7 },
] as const;

export const CHIME_MS = 1_000;

export function playChime(audio: AudioContext, volume: number): void {
  for (const note of NOTES) {
    const start = audio.currentTime + note.at;
    const gain = audio.createGain();
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.35 * volume, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, start + note.length);
    gain.connect(audio.destination);
    const tone = audio.createOscillator();
    tone.type = 'sine';
    tone.frequency.value = note.hz;
    tone.connect(gain);
    tone.start(start);
    tone.stop(start + note.length);
  }
}
