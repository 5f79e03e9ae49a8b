/** Recorded parts of a call (assets/voice), for machines without a Mandarin voice; common on Linux. */
export interface Recordings {
  /** False once one could not be loaded: then there is only the chime. */
  usable(): boolean;
  /** Plays the parts one right after the other; resolves at the end. Never rejects. */
  play(audio: AudioContext, names: readonly string[], volume: number): Promise<void>;
}

export function openRecordings(): Recordings {
  const loaded = new Map<string, Promise<AudioBuffer>>();
  let broken = false;

  const load = (audio: AudioContext, name: string): Promise<AudioBuffer> => {
    const known = loaded.get(name);
    if (known) return known;
    const loading = fetch(`../voice/${name}.ogg`)
      .then((response) => (response.ok ? response.arrayBuffer() : Promise.reject(new Error(name))))
      .then((bytes) => audio.decodeAudioData(bytes));
    loaded.set(name, loading);
    loading.catch(() => loaded.delete(name)); // asked for again at the next call
    return loading;
  };

  return {
    usable: () => !broken,
    async play(audio, names, volume) {
      let parts: AudioBuffer[];
      try {
        parts = await Promise.all(names.map((name) => load(audio, name)));
        broken = false;
      } catch {
        broken = true;
        return;
      }
      const gain = audio.createGain();
      gain.gain.value = volume;
      gain.connect(audio.destination);
      let start = audio.currentTime;
      let last: AudioBufferSourceNode | null = null;
      for (const buffer of parts) {
        last = audio.createBufferSource();
        last.buffer = buffer;
        last.connect(gain);
        last.start(start);
        start += buffer.duration;
      }
      const seconds = start - audio.currentTime;
      await new Promise<void>((resolve) => {
        last?.addEventListener('ended', () => resolve());
        setTimeout(resolve, seconds * 1000 + 1000); // a sound device that was pulled never ends anything
      });
    },
  };
}
